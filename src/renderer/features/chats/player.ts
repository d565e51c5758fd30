export { PlayerBar } from './player/PlayerBar.tsx';
