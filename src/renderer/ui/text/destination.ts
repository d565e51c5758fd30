/** Where an address really leads: its host in the form that hides no letters (punycode), or the mail address as it is written in an address. */
export function destination(url: string): string {
  if (!URL.canParse(url)) return url;
  const { protocol, pathname, host } = new URL(url);
  return protocol === 'mailto:' ? pathname : host;
}

/** Whether letters beyond those of plain Latin are in a host: any of them may be drawn as one of these. */
export function hasForeignLetters(url: string): boolean {
  return /(?:^|[.@])xn--/iu.test(destination(url));
}
