// Writes the bill of materials of the binaries and of the module, in CycloneDX 1.6: every crate that is compiled into
// them, with its version, licence and digest, as Cargo.lock and `cargo metadata` have them.
//
//   node scripts/sbom.mjs .cache/sbom.cdx.json

import fs from 'node:fs'
import path from 'node:path'

import { isMain, manifest, names, output, root, writeJson } from './project.mjs'

const purl = ({ name, version }) => `pkg:cargo/${name}@${version}`

/** The crates that are compiled into what is shipped: not those that only build or test it, nor what runs in a compiler. */
export function shippedCrates() {
  const metadata = JSON.parse(
    output('cargo', ['metadata', '--locked', '--format-version', '1', '--features', 'node,wasm'], {
      maxBuffer: 1 << 28,
    }),
  )
  const packages = new Map(metadata.packages.map((one) => [one.id, one]))
  const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]))
  const isMacro = (id) => packages.get(id).targets.some(({ kind }) => kind.includes('proc-macro'))
  const shipped = new Set()
  const visit = (id) => {
    if (shipped.has(id) || isMacro(id)) return
    shipped.add(id)
    const isNormal = ({ dep_kinds }) => dep_kinds.some(({ kind }) => kind === null)
    nodes
      .get(id)
      .deps.filter(isNormal)
      .forEach(({ pkg }) => visit(pkg))
  }
  visit(metadata.resolve.root)
  const crates = Array.from(shipped, (id) => packages.get(id))
  return crates.sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** The digest of each crate in Cargo.lock. */
function digests() {
  const lock = fs.readFileSync(path.join(root, 'Cargo.lock'), 'utf8')
  const entries = lock.matchAll(
    /name = "(.*)"\nversion = "(.*)"\n(?:source = ".*"\n)?(?:checksum = "(.*)")?/g,
  )
  return new Map(Array.from(entries, ([, name, version, digest]) => [purl({ name, version }), digest]))
}

const component = (crate, digest) => ({
  type: 'library',
  'bom-ref': purl(crate),
  name: crate.name,
  version: crate.version,
  purl: purl(crate),
  ...(crate.license && { licenses: [{ expression: crate.license.replaceAll('/', ' OR ') }] }),
  ...(digest && { hashes: [{ alg: 'SHA-256', content: digest }] }),
})

/** The bill of materials. */
export function billOfMaterials() {
  const found = digests()
  const [own, ...others] = shippedCrates()
    .map((crate) => component(crate, found.get(purl(crate))))
    .sort((a, b) => Number(b.name === manifest.name) - Number(a.name === manifest.name))
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { ...own, type: 'library' } },
    components: others,
    dependencies: [{ ref: own['bom-ref'], dependsOn: others.map((one) => one['bom-ref']) }],
  }
}

if (isMain(import.meta)) {
  const [file] = names
  if (file === undefined) throw new Error('node scripts/sbom.mjs FILE')
  const bill = billOfMaterials()
  writeJson(path.resolve(root, file), bill)
  console.log(`${file}: ${bill.components.length} crates beside ${manifest.name}`)
}
