/** Rooms of the rail that are built. */
export const rooms = ['chats', 'contacts', 'settings'] as const;
/** One of {@link rooms}. */
export type Room = (typeof rooms)[number];

/** Where the window is. `rest` is what follows the room, without slashes at its ends. */
export interface Place {
  readonly room: Room;
  readonly rest: string;
  /** Text of an invite opened by a link into the app. */
  readonly invite: string | null;
}

/** Reads a hash path. Anything unknown leads to the chats. */
export function placeOf(path: string): Place {
  const [, room = '', rest = ''] = /^\/?([^/]*)\/?(.*?)\/?$/.exec(path) ?? [];
  if (room === 'invite' && rest !== '') return { room: 'contacts', rest: '', invite: `banyan://invite#${rest}` };
  const known = rooms.find((name) => name === room);
  return known === undefined ? { room: 'chats', rest: '', invite: null } : { room: known, rest, invite: null };
}

/** The hash path of a place, for wouter's `navigate`. */
export function pathOf(room: Room, rest = ''): string {
  return rest === '' ? `/${room}` : `/${room}/${rest}`;
}
