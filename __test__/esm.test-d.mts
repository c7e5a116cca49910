// Compiled, not run: the ESM entry has the same names.
import { ChallengeSyntaxError, parseWwwAuthenticate } from 'auth-challenge'

void [ChallengeSyntaxError, parseWwwAuthenticate(null)[0]?.scheme]
