const EDITIONS = ['desktop', 'browser', 'memory'] as const;

/** The edition as one of those that have a name here; an unknown one counts as the browser's. */
export function editionOf(text: string): (typeof EDITIONS)[number] {
  return EDITIONS.find((name) => name === text) ?? 'browser';
}
