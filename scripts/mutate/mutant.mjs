/**
 * A planted bug: one text of one file replaced.
 *
 * @typedef {object} Mutant
 * @property {string} id
 * @property {string} file    inside the folder that is mutated
 * @property {string} old     stands in the file exactly once
 * @property {string} new     what stands there instead
 * @property {string} breaks  the rule, and what goes wrong for a person
 */

/** A patch that fits no more: what it was meant for was rewritten, and it has to be, too. */
export class StaleMutant extends Error {}

/**
 * The file with the bug in it.
 *
 * @param {string} text
 * @param {Mutant} mutant
 * @throws {StaleMutant} when the old text is not there exactly once
 */
export function plant(text, mutant) {
  const [before, after, ...more] = text.split(mutant.old);
  if (before === undefined || after === undefined || more.length > 0) {
    const times = after === undefined ? 'nowhere' : 'more than once';
    throw new StaleMutant(`${mutant.id}: its old text stands ${times} in ${mutant.file}`);
  }
  if (mutant.new === mutant.old) throw new StaleMutant(`${mutant.id} changes nothing`);
  return before + mutant.new + after;
}
