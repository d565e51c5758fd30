let comes: () => Promise<void> = () => Promise.resolve();

/** Says how to wait for what every part is shown with beside its code and styles: none is shown before it came (LOA-5). */
export function showPartsAfter(company: () => Promise<void>): void {
  comes = company;
}

/** Done when what every part is shown with is there. */
export function companyCame(): Promise<void> {
  return comes();
}
