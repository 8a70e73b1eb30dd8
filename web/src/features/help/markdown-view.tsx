import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { Code } from '@/kit/text/code';
import { helpLink } from './help-pages';
import { plainText, type Block, type Inline } from './markdown';
import styles from './help.module.css';

type PartsProps = { parts: readonly Inline[]; from: string };

function Parts({ parts, from }: PartsProps): ReactNode {
  return parts.map((part, index) => <Part key={index} part={part} from={from} />);
}

function Part({ part, from }: { part: Inline; from: string }): ReactNode {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'code':
      return <Code>{part.text}</Code>;
    case 'strong':
      return (
        <strong>
          <Parts parts={part.parts} from={from} />
        </strong>
      );
    case 'emphasis':
      return (
        <em>
          <Parts parts={part.parts} from={from} />
        </em>
      );
    case 'link':
      return <HelpLink to={part.to} parts={part.parts} from={from} />;
  }
}

function HelpLink({ to, parts, from }: PartsProps & { to: string }): ReactNode {
  const link = helpLink(to, from);
  const words = <Parts parts={parts} from={from} />;
  if (!link) return words;
  return link.isOutside ? (
    <a href={link.to} target="_blank" rel="noreferrer">
      {words}
    </a>
  ) : (
    <Link to={link.to}>{words}</Link>
  );
}

function Heading({ block, from }: { block: Extract<Block, { kind: 'heading' }>; from: string }) {
  const words = <Parts parts={block.parts} from={from} />;
  return block.level === 2 ? (
    <h2 id={block.id} className={styles.heading}>
      {words}
    </h2>
  ) : (
    <h3 id={block.id} className={styles.heading}>
      {words}
    </h3>
  );
}

/** Above a column whose cells need no heading. */
function NoHead() {
  // oxlint-disable-next-line jsx-a11y/control-has-associated-label -- a cell is no control
  return <td />;
}

function Table({ block, from }: { block: Extract<Block, { kind: 'table' }>; from: string }) {
  const heads = block.head.map(plainText);
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={heads.filter(Boolean).join(', ')}>
      <table className={styles.table}>
        <thead>
          <tr>
            {block.head.map((cell, index) =>
              // Over the names of the rows nothing is written, and nothing is a heading.
              heads[index] === '' ? (
                <NoHead key={index} />
              ) : (
                <th key={index} scope="col">
                  <Parts parts={cell} from={from} />
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column}>
                  <Parts parts={cell} from={from} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function List({ block, from }: { block: Extract<Block, { kind: 'list' }>; from: string }) {
  const items = block.items.map((parts, index) => (
    <li key={index}>
      <Parts parts={parts} from={from} />
    </li>
  ));
  return block.isOrdered ? <ol className={styles.list}>{items}</ol> : <ul className={styles.list}>{items}</ul>;
}

function BlockView({ block, from }: { block: Block; from: string }): ReactNode {
  switch (block.kind) {
    case 'heading':
      return <Heading block={block} from={from} />;
    case 'paragraph':
      return (
        <p>
          <Parts parts={block.parts} from={from} />
        </p>
      );
    case 'list':
      return <List block={block} from={from} />;
    case 'code':
      return (
        <pre className={styles.code} tabIndex={0}>
          <code>{block.text}</code>
        </pre>
      );
    case 'table':
      return <Table block={block} from={from} />;
  }
}

/** A page of the documentation, without its title. Each piece is an element of ours: no markup of the page is used. */
export function MarkdownView({ blocks, from }: { blocks: readonly Block[]; from: string }) {
  return (
    <article className={styles.article}>
      {blocks.map((block, index) => (
        <BlockView key={index} block={block} from={from} />
      ))}
    </article>
  );
}
