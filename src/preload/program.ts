/** The preload of mini programs: it brings the page its port, and exposes nothing. */
import { ipcRenderer } from 'electron';
import { fetchProgramPort, pageWindow } from './programPort.ts';

fetchProgramPort(pageWindow(), ipcRenderer);
