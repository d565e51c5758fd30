/** Where in the app an invite's link leads; null for a text that is none. What it says is checked where it is opened. */
export function inviteHref(link: string): string | null {
  const [, said] = /^(?:banyan:\/\/invite|https:\/\/[^\s#]{1,200})#([\w-]{1,8000})$/u.exec(link) ?? [];
  return said === undefined ? null : `#/invite/${said}`;
}
