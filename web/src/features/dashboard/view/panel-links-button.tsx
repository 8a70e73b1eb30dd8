import { useAllVariableValues } from '@perses-dev/plugin-system';
import type { PanelDefinition } from '@perses-dev/core';
import { IconButton } from '@/kit/button/icon-button';
import { Menu, type MenuItem } from '@/kit/overlay/menu';
import { panelLinks, type PanelLink } from './panel-links';

const UNSAFE = 'Its address is none of the web';

function item({ name, hint, href, isNewTab }: PanelLink): MenuItem {
  const common = { label: name, icon: isNewTab ? 'external' : 'link', ...(hint !== '' && { hint }) } as const;
  if (href === undefined) return { ...common, disabledReason: UNSAFE, onSelect: () => undefined };
  return { ...common, href, isNewTab };
}

type PanelLinksButtonProps = { title: string; definition: PanelDefinition };

/** Where the author of a panel leads from it: a runbook, another dashboard. */
export function PanelLinksButton({ title, definition }: PanelLinksButtonProps) {
  const variables = useAllVariableValues();
  const links = panelLinks(definition.spec.links, variables);
  if (links.length === 0) return null;
  return (
    <Menu
      label={`Links of ${title}`}
      align="end"
      items={links.map(item)}
      trigger={(control) => <IconButton {...control} icon="link" label={`Links of ${title}`} size="small" />}
    />
  );
}
