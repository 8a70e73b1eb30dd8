/** What is to be done in the builder, for who may do it there and for who may not: 'correct its query'. */
export function editWords(canEdit: boolean, act: string): string {
  return canEdit ? `Edit the panel and ${act}.` : `Somebody who may change dashboards can ${act}.`;
}
