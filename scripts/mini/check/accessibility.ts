import type { Frame, Page } from '@playwright/test';
import axe from 'axe-core';
import type { Finding } from './finding.ts';

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly help: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** Ways of looking at the page as it came up; each has contrasts of its own. */
const LOOKS = ['light', 'dark'] as const;
const MOST_HTML = 120;

/** What axe-core finds on the first page, light and dark. */
export async function accessibilityFindings(page: Page, frame: Frame): Promise<Finding[]> {
  const findings = new Map<string, Finding>();
  for (const colorScheme of LOOKS) {
    await page.emulateMedia({ colorScheme });
    for (const violation of await violationsIn(frame)) {
      const found = findingOf(violation, colorScheme);
      const key = `${violation.id} ${violation.nodes[0]?.html ?? ''}`;
      if (!findings.has(key)) findings.set(key, found);
    }
  }
  return [...findings.values()];
}

async function violationsIn(frame: Frame): Promise<readonly Violation[]> {
  await frame.evaluate(axe.source);
  return frame.evaluate<readonly Violation[]>(
    `axe.run(document, { resultTypes: ['violations'], iframes: false }).then((result) => result.violations)`,
  );
}

function findingOf({ id, impact, help, nodes }: Violation, look: string): Finding {
  const [first] = nodes;
  const where = first === undefined ? '' : `: ${first.html.slice(0, MOST_HTML)}`;
  const more = nodes.length > 1 ? ` and ${nodes.length - 1} more` : '';
  return {
    level: impact === 'serious' || impact === 'critical' ? 'warning' : 'hint',
    rule: `accessibility/${id}`,
    message: `${help}${id === 'color-contrast' ? ` (${look})` : ''}${where}${more}`,
  };
}
