// lightning/pageReferenceUtils: the form in which a link to a create page carries its default values.

export const encodeDefaultFieldValues = (values: Readonly<Record<string, unknown>>): string =>
  Object.entries(values)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join(',');

export const decodeDefaultFieldValues = (encoded: string): Record<string, string> =>
  Object.fromEntries(
    encoded
      .split(',')
      .filter((pair) => pair !== '')
      .map((pair) => {
        const [name = '', value = ''] = pair.split('=');
        return [decodeURIComponent(name), decodeURIComponent(value)];
      }),
  );
