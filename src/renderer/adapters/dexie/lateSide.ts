import { fail } from '@shared/result.ts';
import type { ProgramShelves, Stored } from '@ports/documentStore.ts';
import type { LatePart } from '@ports/latePart.ts';
import type { MessageNotes } from '@ports/messageNotes.ts';
import type { EngineSide } from './engineSide.ts';

/** Asks the engine's side of a store, at once where its code is here. */
export function askSide<T>(late: LatePart<EngineSide>, question: (side: EngineSide) => Stored<T>): Stored<T> {
  if (late.here !== null) return question(late.here);
  return late.fetch().then(question, () => fail('storage-failed', 'the code of the store did not come'));
}

/** What was said in programs, of a store whose code comes late. */
export function lateShelves(late: LatePart<EngineSide>): ProgramShelves {
  return {
    entries: (shelf, after, limit) => askSide(late, ({ shelves }) => shelves.entries(shelf, after, limit)),
    last: (shelf) => askSide(late, ({ shelves }) => shelves.last(shelf)),
    watchLast: (shelf) => late.follow(({ shelves }) => shelves.watchLast(shelf)),
    addOwn: (entry) => askSide(late, ({ shelves }) => shelves.addOwn(entry)),
    ownNames: (place) => askSide(late, ({ shelves }) => shelves.ownNames(place)),
    dropOwn: (place) => askSide(late, ({ shelves }) => shelves.dropOwn(place)),
    forgetLabel: (instance, change) => askSide(late, ({ shelves }) => shelves.forgetLabel(instance, change)),
    usage: (place) => askSide(late, ({ shelves }) => shelves.usage(place)),
    snapshot: (shelf) => askSide(late, ({ shelves }) => shelves.snapshot(shelf)),
    keepSnapshot: (snapshot) => askSide(late, ({ shelves }) => shelves.keepSnapshot(snapshot)),
    packs: (place, after, limit) => askSide(late, ({ shelves }) => shelves.packs(place, after, limit)),
    packUpdates: (place, least) => askSide(late, ({ shelves }) => shelves.packUpdates(place, least)),
    dropPacks: (place, after) => askSide(late, ({ shelves }) => shelves.dropPacks(place, after)),
    unpacked: (least) => askSide(late, ({ shelves }) => shelves.unpacked(least)),
    watchLedgers: () => late.follow(({ shelves }) => shelves.watchLedgers()),
  };
}

/** What stands beside messages, of a store whose code comes late. */
export function lateNotes(late: LatePart<EngineSide>): MessageNotes {
  return {
    within: (space, stretch) => askSide(late, ({ notes }) => notes.within(space, stretch)),
    watchWithin: (space, stretch) => late.follow(({ notes }) => notes.watchWithin(space, stretch)),
    ofSpace: (space) => askSide(late, ({ notes }) => notes.ofSpace(space)),
    watchOfSpace: (space) => late.follow(({ notes }) => notes.watchOfSpace(space)),
    openRecalls: (space, stretch) => askSide(late, ({ notes }) => notes.openRecalls(space, stretch)),
    recall: (space, id, by) => askSide(late, ({ notes }) => notes.recall(space, id, by)),
    named: (space, limit) => askSide(late, ({ notes }) => notes.named(space, limit)),
    watchNamed: (space, limit) => late.follow(({ notes }) => notes.watchNamed(space, limit)),
    reveal: (space, id, words) => askSide(late, ({ notes }) => notes.reveal(space, id, words)),
    ends: (limit) => askSide(late, ({ notes }) => notes.ends(limit)),
    readAgain: (space, again) => askSide(late, ({ notes }) => notes.readAgain(space, again)),
    findAwaited: (self) => askSide(late, ({ notes }) => notes.findAwaited(self)),
    drop: (messages) => askSide(late, ({ notes }) => notes.drop(messages)),
  };
}
