/** Reads the first error that Terraform printed without colours, as one line without its heading. */
export function firstError(printed: string): string {
  const [, summary = '', detail = ''] = /^Error: (.*(?:\n\S.*)*)\n*((?:.+\n?)*)/m.exec(printed) ?? [];
  const lines = (detail.startsWith('Error: ') ? '' : detail) || summary || printed;
  return oneLine(lines === detail && !detail.includes(summary) && summary.length > 60 ? summary : lines);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().replace(/\.$/, '');
}
