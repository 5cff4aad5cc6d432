// The package has no types. Its ES module is not one for Node (it lacks the type in package.json), so the other is imported.
declare module "punycode/punycode.js" {
  const punycode: {
    /** Encodes a label outside ASCII without the prefix `xn--` (RFC 3492). Throws a RangeError on overflow. */
    encode(label: string): string;
  };
  export default punycode;
}
