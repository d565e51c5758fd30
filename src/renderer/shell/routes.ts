/** Rooms of the rail that are built. */
export const rooms = ['chats', 'contacts', 'settings'] as const;
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
}

/** Reads a hash path. Anything unknown leads to the chats. */
export function placeOf(path: string): Place {
  const [, room = '', rest = ''] = /^\/?([^/]*)\/?(.*?)\/?$/.exec(path) ?? [];
  if (room === 'invite' && rest !== '')
    return { room: 'contacts', rest: '', part: null, invite: `banyan://invite#${rest}` };
  const known = rooms.find((name) => name === room);
  if (known === undefined) return { room: 'chats', rest: '', part: null, invite: null };
  if (known !== 'chats') return { room: known, rest, part: null, invite: null };
  const [chat = '', part = null] = rest.split('/');
  return { room: known, rest: chat, part, invite: null };
}

/** The hash path of a place, for wouter's `navigate`. */
export function pathOf(room: Room, rest = ''): string {
  return rest === '' ? `/${room}` : `/${room}/${rest}`;
}

/** Where one comes to by leaving a place: from the page about a group to its talk, from anything else to the list. */
export function above(place: Place): string {
  return place.part === null ? pathOf(place.room) : pathOf(place.room, place.rest);
}
