/**
 * Who keeps the shop. A program knows whether its own person put it into the chat (`isAppSender`) and, by `sender`, who wrote an update; it is
 * not told who shared it for anyone else. So everyone who opens a shop has one of their own, nobody can write into another's, and what this
 * device takes for *the* shop is decided here: its own if this person shared the program, else the one chosen here before, else the only one.
 * With several and none chosen nothing is decided, and the person is asked: they know who sent them the card.
 */
export function keeperOf(
  shops: readonly string[],
  { self, isSharer, chosen }: { readonly self: string; readonly isSharer: boolean; readonly chosen: string | null },
): string | null {
  if (isSharer) return self;
  if (chosen !== null && shops.includes(chosen)) return chosen;
  return shops.length === 1 ? (shops[0] ?? null) : null;
}

const CHOSEN = 'shop';

/** Which shop was chosen on this device, where several say they are it. */
export function chosenShop(): string | null {
  return localStorage.getItem(CHOSEN);
}

/** Keeps the choice on this device. */
export function chooseShop(address: string): void {
  localStorage.setItem(CHOSEN, address);
}
