import type { Link } from '@perses-dev/core';
import { replaceVariables, type VariableStateMap } from '@perses-dev/plugin-system';

export type PanelLink = {
  name: string;
  hint: string;
  /** Where it leads; undefined when that is no address of the web. */
  href: string | undefined;
  isNewTab: boolean;
};

const PROTOCOLS = ['http:', 'https:', 'mailto:'];

/** An address of the web or of mail as it is, else undefined: a document may name what runs as code. */
export function safeHref(url: string): string | undefined {
  const text = url.trim();
  if (text === '') return undefined;
  try {
    // As the browser reads it, which leaves out what hides a protocol.
    return PROTOCOLS.includes(new URL(text, window.location.href).protocol) ? text : undefined;
  } catch {
    return undefined;
  }
}

/** The links of a panel with the values of the variables, as far as the document wants them. */
export function panelLinks(links: readonly Link[] | undefined, variables: VariableStateMap): PanelLink[] {
  return (links ?? []).map((link) => {
    const filled = (text: string): string =>
      link.renderVariables === false ? text : replaceVariables(text, variables);
    const url = filled(link.url);
    const name = filled(link.name ?? '').trim();
    return {
      name: name === '' ? url : name,
      hint: filled(link.tooltip ?? ''),
      // Only now: a variable may hold the beginning of the address.
      href: safeHref(url),
      isNewTab: link.targetBlank === true,
    };
  });
}
