import { type ReactNode, useMemo } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { PersonName, T } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import styles from './Consent.module.css';

/** In which chat it was asked. */
export function Origin({ space }: { readonly space: SpaceId | undefined }): ReactNode {
  return space === undefined ? null : <InChat space={space} />;
}

function InChat({ space }: { readonly space: SpaceId }): ReactNode {
  const workspace = useWorkspace();
  const chat = useQueryValue(
    useMemo(() => workspace.conversation(space), [workspace, space]),
    null,
  );
  if (chat === null) return null;
  return (
    <p className={styles['muted']}>
      <T id="consent.from.chat" values={{ name: <PersonName>{chat.name}</PersonName> }} />
    </p>
  );
}
