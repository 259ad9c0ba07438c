/**
 * Reads the first error that Terraform printed without colours, in a line: what follows its heading, or else the heading, after which
 * some errors of backends have nothing.
 */
export function firstError(printed: string): string {
  const [, error = printed] = printed.split(/^Error: /m);
  const [heading = '', detail = ''] = error
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replaceAll(/\s+/g, ' ').trim());
  return (detail || heading).replace(/\.$/, '');
}
