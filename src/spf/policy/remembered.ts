/** Functions that give the same object for the same arguments, so that pieces of a map that have the same parts become one piece. */

export function remembered<A, R>(compute: (a: A) => R): (a: A) => R {
  const known = new Map<A, { readonly result: R }>();
  return (a) => {
    const found = known.get(a) ?? { result: compute(a) };
    known.set(a, found);
    return found.result;
  };
}

export function rememberedPair<A, B, R>(compute: (a: A, b: B) => R): (a: A, b: B) => R {
  const known = remembered((a: A) => remembered((b: B) => compute(a, b)));
  return (a, b) => known(a)(b);
}
