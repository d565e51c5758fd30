import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const FOLDER = join(import.meta.dirname, '../../../../../src/renderer/services/wallet');
/** Who keeps records without the signer, and why nothing is spent by it. */
const OTHERS = new Map([
  ['ownSigner.ts', 'the door itself'],
  ['walletActs.ts', 'a unit and its first book'],
  ['walletIntake.ts', 'what others have'],
  ['witness.ts', 'what came from others, and that it was seen'],
  ['books/bookActs.ts', 'who keeps a book, and sees it'],
  ['codeActs.ts', 'what a code of somebody else holds'],
  ['handleDesk.ts', 'what somebody sent to a code of one’s own'],
  ['headTeller.ts', 'a clerk’s word about its book'],
  ['own/familyKeeper.ts', 'own certificates, and that a device is out'],
  ['own/toldAnew.ts', 'whom to tell anew of what is known'],
  ['sendAgain.ts', 'whom to tell of what came back'],
  ['tellAgain.ts', 'whom to tell again of what is known'],
]);

describe('WSV-160 one door', () => {
  it('WSV-160 nothing else in the wallet keeps what it signed', () => {
    const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    const keepers = files.filter((name) => /\bbook\.commit\(/.test(readFileSync(join(FOLDER, name), 'utf8')));
    expect(keepers.map((name) => name.replaceAll('\\', '/')).toSorted()).toEqual([...OTHERS.keys()].toSorted());
  });
});
