/** Bugs planted in what keeps a book whole when its clerk is lost: witnesses, releases, takeovers. */

/** @type {readonly import('../mutant.mjs').Mutant[]} */
export const witnessMutants = [
  {
    id: 'clerk-without-the-log',
    file: 'clerk/wholeLog.ts',
    old: '    if ((unit.tailOf(epoch)?.seq ?? 0) < seq) return false;\n',
    new: '',
    breaks: 'WAL-110: a new clerk decides without the log before it',
  },
  {
    id: 'takeover-forgets',
    file: 'clerk/takeover.ts',
    old: 'const from = { epoch: tail.epoch, seq: tail.seq, link: tail.link };',
    new: 'const from = { epoch: tail.epoch, seq: 0, link: tail.link };',
    breaks: 'WAL-121: a takeover names the beginning of the log before it, not its end',
  },
  {
    id: 'witness-of-old-epochs',
    file: 'clerk/witness.ts',
    old: "  if (!isFollowed) return fail('witness-old-epoch', `epoch ${book.body.epoch} has begun`);\n",
    new: '',
    breaks: 'WAL-120: a clerk that comes back after a takeover goes on clearing',
  },
  {
    id: 'witness-behind-the-takeover',
    file: 'clerk/wholeLog.ts',
    old: 'from?.epoch === epoch && seq <= from.seq',
    new: 'from?.epoch === epoch && seq <= from.seq + 1',
    breaks: 'WAL-120: a clerk that comes back after a takeover clears one more',
  },
  {
    id: 'log-before-the-last',
    file: 'clerk/wholeLog.ts',
    old: '    next = unit.booksOf(epoch)[0];',
    new: '    next = unit.booksOf(1)[0];',
    breaks: 'WAL-110: a clerk has the epoch before its own and not the one before that',
  },
  {
    id: 'takeover-over-a-gap',
    file: 'clerk/takeover.ts',
    old: 'const book = unit === undefined ? undefined : newestWholeBook(unit);',
    new: 'const book = unit === undefined || newestWholeBook(unit) === undefined ? undefined : newest;',
    breaks: 'WAL-121: a takeover builds on an epoch that builds on what is lost, and nobody can work',
  },
  {
    id: 'left-behind',
    file: 'clerk/wholeLog.ts',
    old: 'from?.epoch === epoch && seq <= from.seq',
    new: 'from?.epoch === epoch && seq < from.seq',
    breaks: 'WAL-120: what a clerk entered last before it handed over is never final',
  },
  {
    id: 'witness-of-forks',
    file: 'clerk/witness.ts',
    old: 'if (unit.entriesAt(epoch, seq).length > 1)',
    new: 'if (unit.entriesAt(epoch, seq).length > 2)',
    breaks: 'WAL-120: a witness acknowledges two entries in one place',
  },
  {
    id: 'witness-with-gaps',
    file: 'clerk/witness.ts',
    old: '(unit.tailOf(epoch)?.seq ?? 0) >= seq;',
    new: '(unit.tailOf(epoch)?.seq ?? 0) >= 0;',
    breaks: 'WAL-120: a witness acknowledges an entry while it lacks one before it',
  },
  {
    id: 'strange-witness',
    file: 'clerk/witness.ts',
    old: "  if (!isNamed) return fail('not-witness', 'the book does not name this device');\n",
    new: '',
    breaks: 'WAL-120: a device the book does not name acknowledges',
  },
  {
    id: 'released-unseen',
    file: 'clerk/entries.ts',
    old: "return isAlone || view.about(entry.id, 'seen').length > 0;",
    new: 'return isAlone || books.length > 0;',
    breaks: 'WAL-118: an entry is given away before its witness has it',
  },
];
