/** What a test may ask of the page tests/support/web/programs: a chat of Ann, Ben and Cem with one program in it. */
import type { AccountId, BlobId } from '@shared/ids.ts';

/** Someone of the chat. */
export type ProgramPerson = 'Ann' | 'Ben' | 'Cem';

/** The package of the chat's program, and whose device keeps it. */
export interface ProgramPlace {
  readonly account: AccountId;
  readonly package: BlobId;
}

/** An update as a device has it. */
export interface SaidUpdate {
  readonly payload: unknown;
  readonly info?: string;
  readonly href?: string;
  readonly document?: string;
  readonly summary?: string;
}

/** The page's `programs`. */
export interface ProgramsPage {
  /** A new chat with one card of the package; nobody has it open. */
  begin(place: ProgramPlace): Promise<void>;
  /** Opens the program in a frame that has the person's name as title; `href` null: at its first page. */
  open(name: ProgramPerson, href: string | null): Promise<void>;
  close(name: ProgramPerson): Promise<void>;
  reload(name: ProgramPerson): void;
  /** What was said in the instance, as this person's device has it. */
  said(name: ProgramPerson): readonly SaidUpdate[];
  /** Gives the program's prompt for a chat its own one, and answers what was handed over. */
  sendOn(name: ProgramPerson): Promise<{ readonly text: string; readonly file: string | null }>;
  /** The address that the person is asked about; answers the prompt, and opens nothing. */
  dismissLink(name: ProgramPerson): Promise<string>;
  /** Gives the program's prompt for files a text file of this content. */
  giveFile(name: ProgramPerson, content: string): Promise<void>;
}
