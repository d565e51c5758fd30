/** The part of the host contract about the lock of the app (LCK, `main/services/lock`). Capability `lock`. */
import * as v from 'valibot';
import { accountIdSchema, countSchema } from '../schemas.ts';
import { MIN_PASSPHRASE } from './backupFacts.ts';

/** Most characters of one. */
const MAX_LOCK_PASSPHRASE = 1024;
/** After how many minutes without a hand on it Banyan locks by itself; 0 is never. */
export const LOCK_IDLE_MINUTES = [1, 5, 15, 60, 240, 0] as const;
/** The part of a secret's name behind the profile's under which a page notes that it is open: no secret, and never locked away. */
export const OPEN_NOTE = 'secret.open.v1';

/** Every way a lock can refuse. */
export const lockProblems = ['lock-wrong', 'lock-wait', 'lock-missing', 'lock-there'] as const;

const profile = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,40}$/));
const passphrase = v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_LOCK_PASSPHRASE));
const newPassphrase = v.pipe(passphrase, v.minLength(MIN_PASSPHRASE));
const idleMinutes = v.picklist(LOCK_IDLE_MINUTES);
const nothing = v.strictObject({});

/** name → input schema, output schema. */
export const lockContract = {
  /** How the lock of a profile stands, and how long the next attempt has to wait, ms. */
  'lock.describe': {
    input: v.strictObject({ profile }),
    output: v.strictObject({
      isOn: v.boolean(),
      isLocked: v.boolean(),
      idleMinutes: countSchema,
      waitMs: countSchema,
      /** Whether the system may open it in place of the passphrase, as by a finger. */
      hasSystemUnlock: v.boolean(),
    }),
  },
  /** Turns the lock of a profile on: from now on its secrets, and the key of the account's journal, need the passphrase. */
  'lock.set': {
    input: v.strictObject({ profile, account: accountIdSchema, passphrase: newPassphrase, idleMinutes }),
    output: nothing,
  },
  'lock.change': { input: v.strictObject({ profile, passphrase, next: newPassphrase }), output: nothing },
  /** Turns it off. */
  'lock.remove': { input: v.strictObject({ profile, passphrase }), output: nothing },
  'lock.open': { input: v.strictObject({ profile, passphrase }), output: nothing },
  /** Locks at once. Nothing where there is no lock. */
  'lock.close': { input: v.strictObject({ profile }), output: nothing },
  /** Of an open lock alone: after how many minutes without a hand on it it closes. */
  'lock.setIdle': { input: v.strictObject({ profile, idleMinutes }), output: nothing },
  /** A page is open, and perhaps in use. */
  'lock.keep': {
    input: v.strictObject({ profile, isInUse: v.boolean() }),
    output: v.strictObject({ isLocked: v.boolean() }),
  },
  /** Lets the system open the lock, or no longer. Capability `systemUnlock`. */
  'lock.allowSystem': { input: v.strictObject({ profile, passphrase, isAllowed: v.boolean() }), output: nothing },
  /** Asks the system who is there; `reason` is what it shows them. Capability `systemUnlock`. */
  'lock.openBySystem': {
    input: v.strictObject({ profile, reason: v.pipe(v.string(), v.minLength(1), v.maxLength(200)) }),
    output: nothing,
  },
  /** Of a closed lock whose passphrase is forgotten: puts what it locks aside, unopened, so that one can begin anew. */
  'lock.setAside': { input: v.strictObject({ profile }), output: nothing },
};

/** What a host tells unasked about locks. */
export const lockEvents = {
  /** The lock of a profile was opened or closed. */
  'lock.changed': v.strictObject({ profile, isLocked: v.boolean() }),
};
