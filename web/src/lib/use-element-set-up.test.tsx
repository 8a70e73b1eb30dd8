import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { useElementSetUp } from './use-element-set-up';

const heard: string[] = [];
const setUps = ['first', 'second'].map((name) => (element: HTMLElement) => {
  heard.push(`${name} sets up ${element.id}`);
  return () => heard.push(`${name} cleans up, ${element.isConnected ? 'while it is there' : 'afterwards'}`);
});

function Box({ setUp }: { setUp: (element: HTMLElement) => () => void }) {
  return <div id="box" ref={useElementSetUp(setUp)} />;
}

it('sets an element up once, anew with another function, and cleans up before it goes', () => {
  const [first, second] = setUps;
  if (!first || !second) throw new Error('there are two');
  const { rerender, unmount } = render(<Box setUp={first} />);
  rerender(<Box setUp={first} />);
  expect(heard.splice(0)).toEqual(['first sets up box']);
  rerender(<Box setUp={second} />);
  expect(heard.splice(0)).toEqual(['first cleans up, while it is there', 'second sets up box']);
  unmount();
  expect(heard).toEqual(['second cleans up, while it is there']);
});
