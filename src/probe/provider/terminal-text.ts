const ESCAPE = String.fromCharCode(27);
/** Control sequences: colours, movements of the cursor. */
const SEQUENCES = new RegExp(`${ESCAPE}(?:\\[[0-9;?]*[ -/]*[@-~]|[()][0-9A-Za-z]|[=>])`, 'g');

/** What a terminal sent as plain text: line feeds alone, no colours. */
export function plainText(output: string): string {
  return output.replace(SEQUENCES, '').replace(/\r+\n/g, '\n');
}
