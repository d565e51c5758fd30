import type { TextRun } from '@domain/markup/run.ts';

/** A stretch of a message that names someone, by its place in what was said. */
export interface MentionRange {
  readonly account: string;
  /** UTF-16 code units. */
  readonly start: number;
  readonly length: number;
}

/** A piece of a run; `mention` is whom it names, null for other words. */
export interface MentionPiece {
  readonly text: string;
  readonly mention: MentionRange | null;
}

/** Cuts a run at the names in it (in order, apart from one another); those that do not lie whole within the run are words like others. */
export function mentionPieces(run: TextRun, mentions: readonly MentionRange[]): readonly MentionPiece[] {
  const pieces: MentionPiece[] = [];
  const end = run.start + run.text.length;
  let at = run.start;
  for (const mention of mentions) {
    if (mention.start < at || mention.start + mention.length > end || mention.length === 0) continue;
    if (mention.start > at)
      pieces.push({ text: run.text.slice(at - run.start, mention.start - run.start), mention: null });
    at = mention.start + mention.length;
    pieces.push({ text: run.text.slice(mention.start - run.start, at - run.start), mention });
  }
  if (at < end) pieces.push({ text: run.text.slice(at - run.start), mention: null });
  return pieces;
}
