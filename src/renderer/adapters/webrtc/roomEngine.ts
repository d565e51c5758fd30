/** What keeps one room linked, whoever makes its connections. */
export interface RoomEngine {
  readonly linkCount: number;
  /** Closes the links and stops looking. */
  leave(): void;
  /** Closes the links with a word to the other side, for example because the page goes away; goes on looking. */
  closeLinks(): void;
  /** Checks every link now and looks for peers at once. */
  nudge(): void;
  /** Drops what has not become a link yet and tries anew with the present settings. */
  startOver(): void;
}
