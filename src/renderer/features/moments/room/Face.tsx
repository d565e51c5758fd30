import type { ReactNode } from 'react';
import type { FeedPerson } from '@services/workspace/feedViews.ts';
import { Avatar, type AvatarProps } from '@ui/display/Avatar.tsx';

const GENERATED = { kind: 'generated' } as const;

export interface FaceProps extends Pick<AvatarProps, 'size'> {
  readonly person: FeedPerson;
}

/** The picture of who said something. Decorative: the name stands beside it. */
export function Face({ person, size = 'medium' }: FaceProps): ReactNode {
  const avatar = person.picture === null ? GENERATED : { kind: 'url' as const, url: person.picture };
  return <Avatar account={person.account} name={person.name} avatar={avatar} size={size} />;
}
