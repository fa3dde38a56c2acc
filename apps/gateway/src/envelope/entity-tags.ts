export interface EntityTag {
  weak: boolean;
  value: string;
}

const NEXT_TAG = /^(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"[ \t]*(?:,[ \t]*|$)/;

/**
 * The entity tags that `If-Match` or `If-None-Match` lists (RFC 9110, section 8.8.3); `*` stands for
 * whatever there is. Null: the header is malformed.
 */
export const readEntityTags = (header: string): EntityTag[] | '*' | null => {
  let rest = header.trim();
  if (rest === '*') return '*';
  const tags: EntityTag[] = [];
  while (rest !== '') {
    const [whole, weak, value = ''] = NEXT_TAG.exec(rest) ?? [];
    if (whole === undefined) return null;
    tags.push({ weak: weak !== undefined, value });
    rest = rest.slice(whole.length);
  }
  return tags.length > 0 ? tags : null;
};
