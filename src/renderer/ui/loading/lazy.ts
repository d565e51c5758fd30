import { type ComponentProps, type ComponentType, createElement, lazy as lazyOnce } from 'react';
import { companyCame } from './company.ts';
import { PAUSES, persistently } from './persistently.ts';

/** Begins the parts anew that did not come. */
const failed = new Set<() => void>();

/**
 * A part of the window whose code is fetched when it is first shown, and fetched again where it did not come. React keeps for good that
 * a part failed; here {@link tryPartsAgain} lets it begin anew.
 */
// oxlint-disable-next-line typescript/no-explicit-any -- as React says it: a component of any properties, which `Part` then has
export function lazy<Part extends ComponentType<any>>(
  load: () => Promise<{ readonly default: Part }>,
  pauses = PAUSES,
): Part {
  const attempt = () =>
    lazyOnce(async () => {
      try {
        const [came] = await Promise.all([persistently(load, pauses), companyCame()]);
        return came;
      } catch (error) {
        failed.add(() => {
          part = attempt();
        });
        throw error;
      }
    });
  let part = attempt();
  // What is drawn with the properties of the part is the part to whoever uses it.
  const Current = (props: ComponentProps<Part>) => createElement(part as ComponentType<ComponentProps<Part>>, props);
  return Current as unknown as Part;
}

/** Parts that did not come are fetched when they are drawn next. */
export function tryPartsAgain(): void {
  for (const begin of failed) begin();
  failed.clear();
}
