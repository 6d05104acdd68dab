// The official stub answers undefined; this one encodes as the platform does, so that a test can read what is sent.
export const encodeDefaultFieldValues = (values) =>
  Object.entries(values)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join(',');

export const decodeDefaultFieldValues = (encoded) =>
  Object.fromEntries(
    encoded.split(',').map((pair) => {
      const [name, value = ''] = pair.split('=');
      return [decodeURIComponent(name), decodeURIComponent(value)];
    }),
  );
