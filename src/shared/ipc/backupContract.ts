/** The part of the host contract that writes, checks and restores backups. Capability `backups`. */
import * as v from 'valibot';
import { accountIdSchema, bytesOf, bytesUpTo, countSchema, timeSchema } from '../schemas.ts';

/** Most bytes of a file to restore in one call. */
export const MAX_BACKUP_PIECE = 2 * 1024 * 1024;
/** Most entries that are for backups alone. */
export const MAX_BACKUP_EXTRA = 20_000;
/** Most characters of one. */
export const MAX_PASSPHRASE = 1024;
/** Most files that one backup may be in. */
export const MAX_BACKUP_FILES = 64;

const account = accountIdSchema;
const id = v.pipe(v.string(), v.regex(/^\d{1,15}$/u));
const draft = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/u));
const job = draft;
const nothing = v.strictObject({});
const note = v.strictObject({ name: v.pipe(v.string(), v.maxLength(64)), bytes: bytesUpTo(256 * 1024) });

/** What opens a backup: what a person thought of, or a private key made of the recovery phrase. */
const key = v.variant('kind', [
  v.strictObject({
    kind: v.literal('passphrase'),
    passphrase: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_PASSPHRASE)),
  }),
  v.strictObject({ kind: v.literal('private'), bytes: bytesOf(32) }),
]);
/** A backup in this host's folder, one that a plan made, or the files of one that were handed over. */
const from = v.variant('kind', [
  v.strictObject({ kind: v.literal('kept'), account, id }),
  v.strictObject({ kind: v.literal('run'), account, id }),
  v.strictObject({
    kind: v.literal('drafts'),
    drafts: v.pipe(v.array(draft), v.minLength(1), v.maxLength(MAX_BACKUP_FILES)),
  }),
]);
const every = v.picklist(['off', 'day', 'week']);
const keep = v.picklist(['month', 'year']);
const plan = v.strictObject({
  every,
  keep,
  /** Whether it is known what to close backups for. */
  hasKey: v.boolean(),
  /** Where they are; the host's own folder, or one the person chose. */
  folder: v.strictObject({ path: v.string(), isChosen: v.boolean() }),
  canChoose: v.boolean(),
  /** The last that went well, the last that was begun, and how that ended, if badly. */
  lastAt: v.nullable(timeSchema),
  triedAt: v.nullable(timeSchema),
  problem: v.nullable(v.string()),
  /** Those one can go back to, newest first. `size` is what was added for it. */
  runs: v.array(v.strictObject({ id, createdAt: timeSchema, size: countSchema, isBase: v.boolean() })),
});
const report = v.strictObject({
  isWhole: v.boolean(),
  entries: countSchema,
  blobs: countSchema,
  missingEntries: v.nullable(countSchema),
  missingBlobs: v.nullable(countSchema),
  damagedBytes: countSchema,
  isTruncated: v.boolean(),
});

/** name → input schema, output schema; see `contract.ts`. */
export const backupContract = {
  /**
   * Begins a backup of an account: its journal, its complete blobs, the notes, and entries behind the journal's own. One job runs at a
   * time (`backup-busy`). When it is written it is read again and checked.
   */
  'backup.write': {
    input: v.strictObject({
      account,
      key,
      app: v.pipe(v.string(), v.maxLength(64)),
      notes: v.pipe(v.array(note), v.maxLength(16)),
      extra: v.pipe(v.array(bytesUpTo(256 * 1024)), v.maxLength(MAX_BACKUP_EXTRA)),
    }),
    output: v.strictObject({ job }),
  },
  /** How far a job is: bytes done, and about how many there are. `id` is the backup that was written. A job is forgotten when the next begins. */
  'backup.status': {
    input: v.strictObject({ job }),
    output: v.strictObject({
      state: v.picklist(['writing', 'checking', 'restoring', 'done', 'failed', 'gone']),
      done: countSchema,
      total: countSchema,
      problem: v.nullable(v.string()),
      report: v.nullable(report),
      id: v.nullable(id),
    }),
  },
  /** The job that runs now, whoever began it. */
  'backup.now': { input: nothing, output: v.strictObject({ job: v.nullable(job) }) },
  /** Ends a job. One that is over stays so. */
  'backup.cancel': { input: v.strictObject({ job }), output: nothing },
  /** Backups in this host's folder, newest first. `check` is what the last reading of all of it found. */
  'backup.list': {
    input: v.strictObject({ account }),
    output: v.strictObject({
      backups: v.array(
        v.strictObject({
          id,
          createdAt: timeSchema,
          size: countSchema,
          closedWith: v.picklist(['passphrase', 'phrase']),
          check: v.nullable(v.strictObject({ at: timeSchema, ...report.entries })),
        }),
      ),
      /** When one was begun that nobody is writing any more: its host ended before it did. Gone with the next. */
      unfinished: v.nullable(timeSchema),
    }),
  },
  'backup.remove': { input: v.strictObject({ account, id }), output: nothing },
  /** Makes room for a file of `size` bytes that is handed over in pieces, `beside` others of the same backup. It is gone when the host ends. */
  'backup.draft': {
    input: v.strictObject({ size: countSchema, beside: v.nullable(draft) }),
    output: v.strictObject({ draft }),
  },
  /** The next piece, which begins at byte `at`. */
  'backup.append': {
    input: v.strictObject({ draft, at: countSchema, bytes: bytesUpTo(MAX_BACKUP_PIECE) }),
    output: nothing,
  },
  'backup.discard': { input: v.strictObject({ draft }), output: nothing },
  /** What a backup says of itself at its beginning, if the key opens it. */
  'backup.open': {
    input: v.strictObject({ from, key }),
    output: v.strictObject({
      account,
      createdAt: timeSchema,
      app: v.string(),
      entries: countSchema,
      blobs: countSchema,
      bytes: countSchema,
      notes: v.array(note),
    }),
  },
  /** Begins to read all of a backup, to say whether it is whole. */
  'backup.verify': { input: v.strictObject({ from, key }), output: v.strictObject({ job }) },
  /** Begins to put back what a backup has: into the journal and among the blobs of the account it is of. */
  'backup.restore': { input: v.strictObject({ from, key }), output: v.strictObject({ job }) },
  /** How backups are made by themselves. */
  'backup.plan': { input: v.strictObject({ account }), output: plan },
  /** Changes that. Of the private key only its public side is kept; null leaves what there was. Nothing is made without one (`invalid-input`). */
  'backup.arrange': {
    input: v.strictObject({ account, every, keep, key: v.nullable(bytesOf(32)) }),
    output: plan,
  },
  /** Lets the person choose a folder, where the host can ask; or goes back to its own. What is in the one before stays there. */
  'backup.folder': { input: v.strictObject({ account, to: v.picklist(['ask', 'own']) }), output: plan },
  /** Begins the next backup of the plan: everything, or what is new since the last. The rest as with `backup.write`. */
  'backup.run': {
    input: v.strictObject({
      account,
      app: v.pipe(v.string(), v.maxLength(64)),
      notes: v.pipe(v.array(note), v.maxLength(16)),
      extra: v.pipe(v.array(bytesUpTo(256 * 1024)), v.maxLength(MAX_BACKUP_EXTRA)),
    }),
    output: v.strictObject({ job }),
  },
} as const satisfies Record<string, { input: v.GenericSchema; output: v.GenericSchema }>;
