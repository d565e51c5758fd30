export { ChatKeeping } from './keeping/ChatKeeping.tsx';
