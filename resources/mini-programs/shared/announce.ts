let region: HTMLElement | null = null;

/** Says something to who listens to the page instead of looking at it. */
export function announce(text: string): void {
  if (region === null) {
    region = document.createElement('div');
    region.className = 'unseen';
    region.setAttribute('role', 'status');
    document.body.append(region);
  }
  // The same words twice are two pieces of news.
  region.textContent = region.textContent === text ? `${text}\u00a0` : text;
}
