/** Told what takes time: one line each. */
export type Progress = (line: string) => void;
