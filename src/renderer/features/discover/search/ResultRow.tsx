import { File, LayoutGrid, type LucideIcon, MessageSquare, Newspaper, ReceiptText, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AccountId, EventId } from '@shared/ids.ts';
import type { Avatar as AvatarData } from '@domain/profile/profile.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import { useFormats } from '@i18n/useFormats.ts';
import type { FindKind, Found } from '@services/workspace/discoverWorkspace.ts';
import { Avatar } from '@ui/display/Avatar.tsx';
import { ListRow } from '@ui/display/ListRow.tsx';
import { Marked } from '@ui/text/Marked.tsx';
import styles from '../Discover.module.css';
import { hrefOf } from './hrefOf.ts';
import { RESULT } from './resultKeys.ts';

/** Somebody of whom there is a picture. */
export interface KnownPerson {
  readonly account: AccountId;
  readonly name: string;
  readonly avatar: AvatarData;
}

export interface ResultRowProps {
  readonly found: Found;
  /** Who said it; null for what nobody said, or somebody who is not known here. */
  readonly person: KnownPerson | null;
  readonly now: number;
  readonly onOpened: () => void;
  readonly onOpenProgram: (instance: EventId) => void;
}

const ICONS: Readonly<Record<Exclude<FindKind, 'person'>, LucideIcon>> = {
  chat: Users,
  channel: Newspaper,
  program: LayoutGrid,
  message: MessageSquare,
  file: File,
  moment: MessageSquare,
  article: Newspaper,
  bill: ReceiptText,
};
/** What is shown by its person's picture rather than by what it is. */
const BY_PERSON: ReadonlySet<FindKind> = new Set(['person', 'message', 'moment', 'bill']);

/** One thing that was found. Leads to where it is. */
export function ResultRow({ found, person, now, onOpened, onOpenProgram }: ResultRowProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const { kind, title, at } = found;
  const href = hrefOf(found);
  const name = title === '' ? (person?.name ?? t(`discover.kind.${kind}`)) : title;
  const open = () => {
    onOpened();
    if (found.event !== null) onOpenProgram(found.event);
  };
  return (
    // The press goes to the row within; it is heard here, too, so that what was looked for is kept.
    <li {...{ [RESULT]: '' }} onClickCapture={href === null ? undefined : onOpened}>
      <ListRow
        {...(href === null ? { onPress: open } : { href })}
        leading={<Leading kind={kind} person={person} />}
        title={<PersonName isLine>{name}</PersonName>}
        {...(at !== null && { meta: <time dateTime={new Date(at).toISOString()}>{formats.brief(at, now)}</time> })}
        {...(found.excerpt !== '' && { subtitle: <Words found={found} person={person} /> })}
      />
    </li>
  );
}

/** The words around what was found; in a group with who said them. */
function Words({ found, person }: Pick<ResultRowProps, 'found' | 'person'>): ReactNode {
  const { kind, title, excerpt, marks } = found;
  const words = <Marked text={excerpt} marks={marks} />;
  const name = person?.name ?? found.name ?? '';
  if (kind !== 'message' || name === '' || name === title) return words;
  return <T id="discover.said" values={{ name: <PersonName>{name}</PersonName>, words }} />;
}

function Leading({ kind, person }: { readonly kind: FindKind; readonly person: KnownPerson | null }): ReactNode {
  if (kind === 'person' || (BY_PERSON.has(kind) && person !== null))
    return <Avatar account={person?.account ?? null} name={person?.name ?? ''} avatar={person?.avatar ?? PLAIN} />;
  const Icon = ICONS[kind];
  return (
    <span className={styles['tile']} data-kind={kind}>
      <Icon aria-hidden />
    </span>
  );
}

const PLAIN = { kind: 'generated' } as const;
