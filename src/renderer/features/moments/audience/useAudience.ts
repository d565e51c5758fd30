import { useMemo } from 'react';
import type { AccountId } from '@shared/ids.ts';
import type { Audience } from '@domain/moments/audience.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { MomentChoices } from '@services/workspace/momentsWorkspace.ts';
import type { Contact } from '@services/workspace/workspace.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { useMoments } from '../room/useMoments.ts';
import { audiencePeople } from './audiencePeople.ts';

const NO_ONE: ReadonlySet<AccountId> = new Set();
const NO_CHOICES: MomentChoices = { muted: NO_ONE, closedTo: NO_ONE, back: 'all', limitedBy: NO_ONE };
const NOBODY: readonly Contact[] = [];
/** Names in a sentence; the others are counted. */
const NAMED = 3;

/** One's contacts, and what one chose about their moments. */
export function usePeopleAndChoices(): { readonly contacts: readonly Contact[]; readonly choices: MomentChoices } {
  const workspace = useWorkspace();
  const moments = useMoments();
  const contacts = useQueryValue(
    useMemo(() => workspace.contacts(), [workspace]),
    NOBODY,
  );
  const choices = useQueryValue(
    useMemo(() => moments.momentChoices(), [moments]),
    NO_CHOICES,
  );
  return { contacts, choices };
}

/** Who will see a post, in one plain sentence; null asks for somebody to be named. */
export function useAudienceSentence(): (audience: Audience | null) => string {
  const t = useT();
  const formats = useFormats();
  const { contacts, choices } = usePeopleAndChoices();
  return (audience) => {
    if (audience === null) return t('moments.audience.nobody');
    if (audience.kind === 'me') return t('moments.audience.sees.me');
    const people = audiencePeople(audience, contacts, choices);
    if (people.length === 0) return t('moments.audience.sees.none');
    if (audience.kind === 'contacts') return t('moments.audience.sees.all', { count: people.length });
    const names = people.slice(0, NAMED).map(({ name }) => isolate(name));
    const more = people.length - names.length;
    const list = formats.list(more > 0 ? [...names, t('moments.audience.more', { count: more })] : names);
    return t('moments.audience.sees', { people: list });
  };
}
