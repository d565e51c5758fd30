import { useEffect } from 'react';
import { useMintActs } from './useMints.ts';

/** How often a mint is asked while someone waits for what it says, ms. */
const EVERY = 3000;

/** Has what is under way with a mint gone on with, for as long as someone looks at it. */
export function useLookAfter(mint: string | undefined, isWaiting: boolean): void {
  const mints = useMintActs();
  useEffect(() => {
    if (mint === undefined) return undefined;
    // What comes of it shows in the entries; without an answer it is asked again.
    const look = () => void mints.lookAfterMint(mint);
    look();
    if (!isWaiting) return undefined;
    const timer = setInterval(look, EVERY);
    return () => clearInterval(timer);
  }, [mints, mint, isWaiting]);
}
