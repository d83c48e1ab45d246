/** Words that stand where something was left out. */
export type LeftOut = (characters: number) => string;

/** A text without its middle: at most `keep` characters of it, and words about the rest. Whole where it is short enough. */
export function withoutMiddle(text: string, keep: number, leftOut: LeftOut): string {
  const characters = Array.from(text);
  if (characters.length <= keep) {
    return text;
  }
  const head = Math.ceil(keep / 2);
  const tail = keep - head;
  return characters.slice(0, head).join('') + leftOut(characters.length - keep) + characters.slice(characters.length - tail).join('');
}

/** The most of a text, cut in the middle, that still fits somewhere. */
export function asMuchAsFits(text: string, leftOut: LeftOut, fits: (candidate: string) => boolean): string {
  if (fits(text)) {
    return text;
  }
  let least = 0;
  let most = Array.from(text).length - 1;
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (fits(withoutMiddle(text, middle, leftOut))) {
      least = middle;
    } else {
      most = middle - 1;
    }
  }
  return withoutMiddle(text, least, leftOut);
}
