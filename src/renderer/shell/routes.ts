/** Rooms of the rail that are built. */
export const rooms = [
  'chats',
  'contacts',
  'moments',
  'channels',
  'discover',
  'wallet',
  'programs',
  'settings',
] as const;
/** One of {@link rooms}. */
export type Room = (typeof rooms)[number];

/** The part of a chat's address that leads to the page about its group. */
export const ABOUT = 'about';

/** Where the window is. `rest` is what follows the room, without slashes at its ends. */
export interface Place {
  readonly room: Room;
  readonly rest: string;
  /** In the chats, what of the chat is shown: itself, {@link ABOUT}, or the message to go to. */
  readonly part: string | null;
  /** Text of an invite opened by a link into the app. */
  readonly invite: string | null;
  /** Text of a code to pay with, opened by a link into the app. */
  readonly code: string | null;
  /** The program that is all this window shows; null in a window that shows everything. */
  readonly program: string | null;
}

const NOWHERE: Place = { room: 'chats', rest: '', part: null, invite: null, code: null, program: null };

/** Reads a hash path. Anything unknown leads to the chats. */
export function placeOf(path: string): Place {
  const [, room = '', rest = ''] = /^\/?([^/]*)\/?(.*?)\/?$/.exec(path) ?? [];
  const special = rest === '' ? null : specialPlaceOf(room, rest);
  if (special !== null) return special;
  const known = rooms.find((name) => name === room);
  if (known === undefined) return NOWHERE;
  if (known !== 'chats') return { ...NOWHERE, room: known, rest };
  const [chat = '', part = null] = rest.split('/');
  return { ...NOWHERE, rest: chat, part };
}

/** Places outside the rooms. */
function specialPlaceOf(room: string, rest: string): Place | null {
  if (room === 'invite') return { ...NOWHERE, room: 'contacts', invite: `banyan://invite#${rest}` };
  if (room === 'pay') return { ...NOWHERE, room: 'wallet', code: `banyan://pay#${rest}` };
  return room === 'program' ? { ...NOWHERE, room: 'programs', program: rest } : null;
}

/** The hash path of a place, for wouter's `navigate`. */
export function pathOf(room: Room, rest = ''): string {
  return rest === '' ? `/${room}` : `/${room}/${rest}`;
}

/** Where one comes to by leaving a place: from a page about a group to its talk, of a channel to it, from anything else to the list. */
export function above(place: Place): string {
  const [channel = '', page] = place.room === 'channels' ? place.rest.split('/') : [];
  if (page !== undefined) return pathOf(place.room, channel);
  return place.part === null ? pathOf(place.room) : pathOf(place.room, place.rest);
}
