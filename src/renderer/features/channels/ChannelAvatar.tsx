import type { ReactNode } from 'react';
import type { ChannelView } from '@services/workspace/channelWorkspace.ts';
import { Avatar, type AvatarProps } from '@ui/display/Avatar.tsx';

export interface ChannelAvatarProps {
  readonly channel: Pick<ChannelView, 'id' | 'name' | 'picture'>;
  readonly size?: NonNullable<AvatarProps['size']>;
}

/** A channel's picture, or one drawn from its name. */
export function ChannelAvatar({ channel, size = 'medium' }: ChannelAvatarProps): ReactNode {
  const { id, name, picture } = channel;
  return (
    <Avatar
      account={id}
      name={name}
      isGroup
      size={size}
      avatar={picture === null ? { kind: 'generated' } : { kind: 'url', url: picture }}
    />
  );
}
