import { navigate } from 'wouter/use-hash-location';

/** Leaves the page of someone who is gone, unless the person went elsewhere meanwhile. */
export function leaveContact(account: string): void {
  if (location.hash.startsWith(`#/contacts/${account}`)) navigate('/contacts');
}
