export { MomentsBadge } from './room/MomentsBadge.tsx';
export { MomentsContent } from './room/MomentsContent.tsx';
export { MomentsList } from './room/MomentsList.tsx';
