/**
 * A DMN file of a later version with the namespaces of 1.3, which is all that the library reads. Tables, which are what is shown,
 * did not change in 1.4 and 1.5; what came new in them is refused by the library as any unknown element.
 */
export function asDmn13(xml: string): string {
  return xml.replaceAll(
    /https:\/\/www\.omg\.org\/spec\/DMN\/(?:20211108|20230324)\/(MODEL|DMNDI|FEEL)\//g,
    'https://www.omg.org/spec/DMN/20191111/$1/',
  )
}
