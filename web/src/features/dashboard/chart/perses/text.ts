import '../../query/markdown-rules';

/** A text as Perses draws it, by our rules of what it may hold. */
export { MarkdownPanel as Text } from '@perses-dev/markdown-plugin/lib/MarkdownPanel';
