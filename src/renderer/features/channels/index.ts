export { ChannelsBadge } from './ChannelsBadge.tsx';
export { ChannelsContent } from './ChannelsContent.tsx';
export { ChannelsList } from './list/ChannelsList.tsx';
export { FollowDialog } from './open/FollowDialog.tsx';
