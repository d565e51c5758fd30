/** A game of one button over `@webxdc/highscores`: its scores are kept in local storage with the last serial, as games do. */
import '@webxdc/highscores';
import { add, addButton } from '../page.ts';

const list = add('ul');

function draw(): void {
  list.replaceChildren(window.highscores.renderScoreboard());
}

await window.highscores.init({ onHighscoresChanged: draw, getAnnouncement: (name, score) => `${name} has ${score}` });
addButton('Play', () => {
  window.highscores.setScore(Number(window.highscores.getScore()) + 10);
});
draw();
add('p', 'ready');
