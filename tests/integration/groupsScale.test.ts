import { describe, expect, it } from 'vitest';
import { MeshWorld, meshLine } from './support/mesh/meshWorld.ts';

describe('a group of many', () => {
  it('MSH-2 sixty devices hear everything over a partial mesh', async () => {
    const world = new MeshWorld(60, 7);
    await world.open();
    const figures = await world.talk(12);
    process.stdout.write(`${meshLine(figures)}\n`);
    expect(world.peers.map(({ arrivals }) => arrivals.size)).toEqual(world.peers.map(() => 12));
    expect(figures.links.least).toBeGreaterThanOrEqual(6);
    expect(figures.links.most).toBeLessThanOrEqual(20);
    expect(figures.reached.worst).toBeLessThanOrEqual(3000);
  });
});
