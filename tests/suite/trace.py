# SPDX-License-Identifier: MIT
"""trace.py REPORT.json TABLES PAGE.html SUMMARY PIPELINE [LAST.json]: every number of a report, traced to a table.

The page's tables, the JSON's and the CSV files hold the same cells. A table that a filter writes holds what its line of the
pipeline wrote, in the folder PIPELINE; of a focus group those columns that count. All others, and wave too, are traced by a
function of TRACES, or they fail. The headline is made anew here, by the rule that the
manual states (saydo help report) and by nothing but the other tables' cells: the same findings, in the same order, with the
same words and numbers. The prose of the page and the summary say what the tables say."""
import csv
import html.parser
import json
import math
import os
import re
import statistics
import sys

NORMAL = statistics.NormalDist()
Z = 1.959963984540054
KINDS = ['mood', 'theme', 'spend', 'claim', 'group', 'missing', 'time', 'score', 'wave']
NAN = math.nan


class Page(html.parser.HTMLParser):
    """The tables of a page, by id; its findings, (words, figures); its paragraphs and pairs as text."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tables, self.findings, self.quotes, self.words = {}, [], [], []
        self.table = self.cell = self.row = None
        self.into = None
        self.skip = 0

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag in ('script', 'style', 'svg'):
            self.skip += 1
        if tag == 'table' and attributes.get('id'):
            self.table = self.tables.setdefault(attributes['id'], [])
        elif tag == 'tr' and self.table is not None:
            self.row = []
            self.table.append(self.row)
        elif tag in ('td', 'th') and self.row is not None:
            self.cell, self.absent, self.name = [], 'data-none' in attributes, attributes.get('data-name')
        elif tag == 'li' and 'data-q' in attributes:
            self.quotes.append(attributes)
        elif tag == 'strong':
            self.into = []
            self.findings.append([self.into, []])
        elif tag == 'span' and self.findings and attributes.get('class') == 'fine' and not self.quotes:
            self.into = self.findings[-1][1]

    def handle_endtag(self, tag):
        if tag in ('script', 'style', 'svg'):
            self.skip -= 1
        if tag == 'table':
            self.table = self.row = None
        elif tag in ('td', 'th') and self.cell is not None:
            assert not self.absent or self.cell == ['–'], self.cell
            self.row.append('' if self.absent else self.name or ''.join(self.cell))
            self.cell = None
        elif tag == 'strong':
            self.into = None
        elif tag == 'span' and self.into is not None:
            self.into = None

    def handle_data(self, data):
        if self.skip:
            return
        if self.cell is not None:
            self.cell.append(data)
        elif self.into is not None:
            self.into.append(data)
        elif self.table is None:
            self.words.append(data)


def read_tables(folder):
    tables = {}
    for name in os.listdir(folder):
        with open(os.path.join(folder, name), newline='') as file:
            rows = list(csv.reader(file))
        tables[name.removesuffix('.csv')] = [dict(zip(rows[0], row)) for row in rows[1:]], rows
    return tables


def number(row, name):
    return float(row[name]) if row.get(name) else NAN


def wilson(x, n):
    middle, reach = (x + Z * Z / 2) / (n + Z * Z), Z / (n + Z * Z) * math.sqrt(x * (n - x) / n + Z * Z / 4)
    return max(0, middle - reach), min(1, middle + reach)


def shares(finding, x1, n1, x2, n2):
    """Newcombe's interval, the test of two shares."""
    (low1, high1), (low2, high2) = wilson(x1, n1), wilson(x2, n2)
    p1, p2, all_ = x1 / n1, x2 / n2, (x1 + x2) / (n1 + n2)
    variance = all_ * (1 - all_) * (1 / n1 + 1 / n2)
    finding.update(difference=p1 - p2, low=p1 - p2 - math.hypot(p1 - low1, high2 - p2),
                   high=p1 - p2 + math.hypot(high1 - p1, p2 - low2), n=n1, other_n=n2, percent=True,
                   p=math.erfc(abs(p1 - p2) / math.sqrt(2 * variance)) if variance > 0 else NAN)


def part(x, n):
    return f'{x:.0f} of {n:.0f} ({100 * x / n:.0f} %)'


def percent(x):
    return f'{100 * x:.0f} %'


def named(polarity):
    return polarity + ' ' if polarity in ('blame', 'praise') else 'speak of '


# Columns of shares and tests, by how their names begin: a focus group has none of them.
RATES = ('share', 'low', 'high', 'p', 'q', 'retention', 'sentiment', 'mean', 'difference', 'change', 'stay_', 'spend_',
         'adjusted', 'expected', 'forecast', 'at_stake', 'effect', 'other_share', 'last_share', 'gap', 'odds', 'log_odds')


def is_rate(name):
    return any(name == rate or name.startswith(rate if rate.endswith('_') else rate + '_') for rate in RATES)


def as_filters(report, tables, folder):
    """What no filter writes must have a trace; all else is what the pipeline's line wrote."""
    for table in report['tables']:
        path = os.path.join(folder, table['id'] + '.csv')
        if table['kind'] in TRACES and table['kind'] != 'wave':
            assert not os.path.exists(path) and not table['command'], f"{table['id']}: a filter writes it"
            continue
        assert os.path.exists(path), f"{table['id']}: no line of the pipeline writes it, and nothing traces it"
        assert bool(table['command']) != report['counts_only'], f"{table['id']}: {table['command']}"
        with open(path, newline='') as file:
            rows = list(csv.reader(file))
        if report['counts_only']:
            columns = tables[table['id']][1][0]
            assert not any(is_rate(name) for name in columns), (table['id'], columns)
            places = [rows[0].index(name) for name in columns]
            assert places == sorted(places), (table['id'], columns)
            rows = [[row[place] for place in places] for row in rows]
        assert rows == tables[table['id']][1], (table['id'], rows[:3], tables[table['id']][1][:3])


def same_wave(report, tables, page, last):
    """Each code of both reports' themes, by the question's name; what is shown besides is made of n and base of either."""
    assert last, 'wave: of no last report'
    assert last['codebook'] == report['codebook']
    names = [question['name'] for question in report['questions']]
    before = {table['question']: [dict(zip(table['columns'], row)) for row in table['rows']] for table in last['tables']
              if table['kind'] == 'themes'}
    wanted = {f'wave-{names.index(name) + 1}' for name in before if name in names}
    assert wanted == {table['id'] for table in report['tables'] if table['kind'] == 'wave'}, wanted
    for table in sorted(wanted):
        place = int(table.removeprefix('wave-'))
        then = {row['code']: row for row in before[names[place - 1]]}
        pairs = [(row, then[row['code']]) for row in tables[f'themes-{place}'][0] if row['n'] and row['code'] in then and
                 then[row['code']]['n'] is not None and int(row['base']) and int(then[row['code']]['base'])]
        assert len(pairs) == len(tables[table][0]), (table, len(pairs))
        found = []
        for now, old in pairs:
            found.append({})
            shares(found[-1], *(int(cell) for cell in (now['n'], now['base'], old['n'], old['base'])))
        least = 1
        ranked = sorted((f for f in found if math.isfinite(f['p'])), key=lambda f: f['p'])
        for rank in range(len(ranked), 0, -1):
            least = min(least, ranked[rank - 1]['p'] * len(ranked) / rank)
            ranked[rank - 1]['q'] = least
        for (now, old), f, row in zip(pairs, found, tables[table][0]):
            assert [row[name] for name in ('code', 'n', 'base', 'last_n', 'last_base')] == [
                now['code'], now['n'], now['base'], old['n'], old['base']], (table, row)
            if report['counts_only']:
                continue
            made = dict(share=int(now['n']) / int(now['base']), last_share=int(old['n']) / int(old['base']),
                        change=f['difference'], change_low=f['low'], change_high=f['high'], p=f['p'], q=f.get('q', NAN))
            for name, value in made.items():
                assert abs(number(row, name) - value) <= 6e-5 if math.isfinite(value) else not row[name], (table, name, row)
            assert row['share'] == now['share'] and row['last_share'] == old['share'], (table, row)
    return wanted


def cells_of(row):
    """Verdicts as table verdicts has them, wide: how many people, and of those whose days are over the share."""
    for name, column in (('kept', 'kept'), ('not borne out in this log', 'broken'), ('too-early', 'too_early'),
                         ('untestable', 'untestable')):
        if row[column] and int(row[column]):
            share = [number(row, column) for column in ('share', 'low', 'high')]
            broken = [1 - share[0], 1 - share[2], 1 - share[1]]
            yield name, row[column], share if name == 'kept' else broken if name.startswith('not') else [NAN] * 3


def same_claim_verdicts(report, tables, page, last):
    """Each cell that verdicts shows, and no other; as many quotes bear it as the table says."""
    told = {(row['kind'], row['value'], row['verdict']): row for row in tables['claim-verdicts'][0]}
    borne = {}
    for quote in report['quotes']:
        for claim in quote['claims']:
            key = claim['kind'], claim['value'] or '', claim['verdict']
            borne[key] = borne.get(key, 0) + 1
    for row in tables['verdicts'][0]:
        for verdict, people, share in cells_of(row):
            cell = told.pop((row['kind'], row['value'], verdict))
            assert cell['people'] == people and int(cell['quoted'] or 0) <= int(people), (cell, row)
            for name, value in zip(('share', 'low', 'high'), share):
                assert abs(number(cell, name) - value) < 1e-6 if math.isfinite(value) else not cell[name], (cell, row)
            assert borne.pop((row['kind'], row['value'], verdict), 0) == int(cell['quoted'] or 0), cell
    assert not told and not borne, (told, borne)


def same_claim_quotes(report, tables, page, last):
    told = {}
    for quote in report['quotes']:
        for claim in quote['claims']:
            key = claim['kind'], claim['value'] or '', claim['verdict']
            told.setdefault(key, []).append((claim['quote'], claim['said'], claim['observed']))
    for row in tables['claim-quotes'][0]:
        assert (row['quote'], row['said'], row['observed']) in told[row['kind'], row['value'], row['verdict']], row


def candidates(report, tables):
    """Each comparison of the tables, as a dictionary."""
    back = 'bought again' if any(t.startswith('who') for t in tables) else 'stayed'
    several = len(report['questions']) > 1

    def of_one_language(code):
        """A theme proposed from the answers of one of several languages: whoever speaks another cannot name it."""
        return (report['language'] == 'auto' or report['language_column']) and re.search(r' \([a-z]+\)$', code)

    def question(table):
        place = int(table.rsplit('-', 1)[1]) - 1
        return f" ({report['questions'][place]['name']})" if several else ''

    # Of a theme that was proposed of one language's answers, its name's end tells.
    languages = {row['read_as'] for row in tables['languages'][0]}

    def of_one_language(item):
        return len(languages) > 1 and not report['codebook_name'] and item[-4:-3] + item[-1:] == '()' and item[-3:-1] in languages

    def columns(row, table, kind, about, names, n, other_n):
        found = dict(kind=kind, about=about, table=table, percent=kind != 'score', p=number(row, 'p'),
                     n=number(row, n), other_n=number(row, other_n) if other_n else NAN)
        found.update(zip(('difference', 'low', 'high'), (number(row, name) for name in names)))
        return found

    for table, (rows, _) in sorted(tables.items()):
        kind = re.sub(r'-\d+$', '', table)
        if kind == 'quadrant':
            n = {(row['mood'], row['outcome']): number(row, 'n') for row in rows}
            stays = [n.get((mood, 'stays'), NAN) for mood in ('happy', 'unhappy')]
            all_ = [stays[i] + n.get((mood, 'leaves'), NAN) for i, mood in enumerate(('happy', 'unhappy'))]
            if all_[0] > 0 and all_[1] > 0:
                found = dict(kind='mood', about='mood', table=table)
                shares(found, stays[0], all_[0], stays[1], all_[1])
                found['words'] = (f'Of those who said they were happy {part(stays[0], all_[0])} {back} afterwards, of the '
                                  f'unhappy {part(stays[1], all_[1])}.')
                yield found
        elif kind == 'verdicts':
            for row in rows:
                broken, kept = number(row, 'broken'), number(row, 'kept')
                n = broken + kept + number(row, 'untestable')
                if row['kind'] != 'frequency' or not broken + kept > 0 or not n > 0:
                    continue
                low, high = wilson(broken, n)
                tail = sum(math.comb(int(n), k) * 0.05 ** k * 0.95 ** (n - k) for k in range(int(broken), int(n) + 1))
                yield dict(kind='claim', about='frequency', table=table, percent=True, difference=broken / n - 0.05,
                           low=low - 0.05, high=high - 0.05, p=tail, n=n, other_n=NAN,
                           words=f'Of those who say how often they come {part(broken, n)} are not borne out in this log, '
                                 f'{kept:.0f} are, and of the others it cannot be told; were all of them right, at most 5 % '
                                 'would not be borne out.')
        elif kind == 'missing' and len(rows) == 2:
            (happy, other), (unhappy, lost) = ((number(row, 'n'), number(row, 'missing')) for row in rows)
            found = dict(kind='missing', about='missing', table=table)
            shares(found, lost, unhappy, other, happy)
            found['words'] = (f'Of the unhappy {part(lost, unhappy)} could not be found among the customers, of the happy '
                              f'{part(other, happy)}.')
            yield found
        elif kind == 'theme-ledger':
            adjusted = any(row['stay_p'] for row in rows)
            for row in rows:
                stays, leaves, other, gone = (number(row, name) for name in
                                              ('stays', 'leaves', 'other_stays', 'other_leaves'))
                if row['code'].startswith('-'):
                    continue
                if row['stay_p' if adjusted else 'n'] and stays + leaves > 0 and other + gone > 0:
                    found = dict(kind='theme', about=row['code'], table=table)
                    shares(found, stays, stays + leaves, other, other + gone)
                    if adjusted:
                        found.update(zip(('difference', 'low', 'high', 'p'), (number(row, 'stay_' + name) for name in
                                                                              ('adjusted', 'low', 'high', 'p'))))
                    found['words'] = (f"Of those who {named(row['polarity'])}“{row['code']}” {part(stays, stays + leaves)} "
                                      f'{back} afterwards, of the others {part(other, other + gone)}') + (
                        '; the interval allows for the other themes and for what was done before.' if adjusted else '.')
                    yield found
                if row['spend_p']:
                    difference = number(row, 'spend_adjusted')
                    yield dict(kind='spend', about=row['code'], table=table, difference=difference, percent=False,
                               low=number(row, 'spend_low'), high=number(row, 'spend_high'), p=number(row, 'spend_p'),
                               n=number(row, 'n'), other_n=number(row, 'other_n'),
                               words=f"Those who {named(row['polarity'])}“{row['code']}” spent "
                                     f"{'more' if difference > 0 else 'less'} afterwards than what they had done before "
                                     f'foretold, other themes allowed for: by {abs(difference):.2f} each.')
        elif kind == 'stands-out':
            for row in rows:
                if row['item'].startswith('-') or not row['item'] or of_one_language(row['item']):
                    continue
                found = columns(row, table, 'group', row['item'], ('difference', 'low', 'high'), 'base', None)
                elsewhere = percent(number(row, 'share') - found['difference']) if row['share'] else ''
                found['words'] = row['share'] and (
                    f"“{row['item']}” is named more often where {report['by']} is {row['group']}{question(table)}: "
                    f"{part(number(row, 'n'), found['n'])}, elsewhere {elsewhere}.")
                yield found
        elif kind == 'time':
            for row in rows:
                if row['code'].startswith('-') or not row.get('previous'):
                    continue
                found = columns(row, table, 'time', row['code'], ('change', 'change_low', 'change_high'), 'base', None)
                share = number(row, 'share')
                found['words'] = row['change'] and (
                    f"“{row['code']}” was named {'more' if found['difference'] > 0 else 'less'} often in {row['period']} "
                    f"than in {row['previous']}{question(table)}: {percent(share)} against "
                    f"{percent(share - found['difference'])}.")
                yield found
        elif kind == 'score':
            for row in rows:
                if not (number(row, 'n') >= 30 and number(row, 'other_n') >= 30):
                    continue
                found = columns(row, table, 'score', row['code'], ('difference', 'low', 'high'), 'n', 'other_n')
                found['words'] = (f"Those who speak of “{row['code']}”{question(table)} gave a mean score of "
                                  f"{number(row, 'mean'):.1f}, the others {number(row, 'other_mean'):.1f}.")
                yield found
        elif kind == 'wave':
            for row in rows:
                if row['code'].startswith('-'):
                    continue
                found = columns(row, table, 'wave', row['code'], ('change', 'change_low', 'change_high'), 'base',
                                'last_base')
                found['words'] = (f"“{row['code']}” is named {'more' if found['difference'] > 0 else 'less'} often than in "
                                  f"the last wave{question(table)}: {percent(number(row, 'share'))} against "
                                  f"{percent(number(row, 'last_share'))}.")
                yield found


def tested_of(tables):
    """How many comparisons of these kinds there are, those too that are hidden for what they would tell."""
    tested = dict(theme=0, claim=0, time=0, wave=0)
    for table, (rows, _) in tables.items():
        kind = re.sub(r'-\d+$', '', table)
        if kind == 'theme-ledger':
            given = 'stay_p' if any(row['stay_p'] for row in rows) else 'n'
            tested['theme'] += sum(bool(row[given]) and not row['code'].startswith('-') for row in rows)
        elif kind == 'verdicts':
            tested['claim'] += sum(row['kind'] == 'frequency' for row in rows)
        elif kind == 'time':
            tested['time'] += sum(bool(row['period']) and row['period'] != rows[0]['period'] and
                                  not row['code'].startswith('-') for row in rows)
        elif kind == 'wave':
            codes = tables['themes' + table.removeprefix('wave')][0]
            tested['wave'] += sum(not row['code'].startswith('-') for row in codes)
    return tested


def choose(found, tables, comparisons):
    """Benjamini and Bogomolov's selection, then the intervals of Benjamini and Yekutieli. Pairs of group and code are
    tested that the table does not list, for being said less or hidden: they are what is left of all comparisons."""
    found = [f for f in found if all(math.isfinite(f[name]) for name in ('p', 'low', 'high'))]
    found.sort(key=lambda f: (f['p'], -abs(f['difference']) / max(f['high'] - f['low'], 1e-12), KINDS.index(f['kind']),
                              f['words'].encode()))
    tested = {kind: sum(f['kind'] == kind for f in found) for kind in KINDS}
    tested.update(tested_of(tables))
    tested['group'] = comparisons - sum(tested[kind] for kind in KINDS if kind != 'group')
    family = {}
    for kind in KINDS:
        own, least = [f for f in found if f['kind'] == kind], 1
        for rank in range(len(own), 0, -1):
            least = min(least, own[rank - 1]['p'] * tested[kind] / rank)
            own[rank - 1]['q'] = least
        if tested[kind]:
            family[kind] = least
    order, least, counted = sorted(family, key=lambda kind: family[kind]), 1, set()
    for rank in range(len(order), 0, -1):
        least = min(least, family[order[rank - 1]] * len(order) / rank)
        if least <= 0.05:
            counted.add(order[rank - 1])
    level = 0.05 * len(counted) / len(order) if order else 0
    told = []
    out = [f for f in found if f['kind'] in counted and f['q'] <= level]
    while True:
        before = len(told)
        for kind in KINDS:
            rest = [f for f in out if f['kind'] == kind and (kind, f['about']) not in ((t['kind'], t['about']) for t in told)]
            if rest and len(told) < 5:
                told.append(rest[0])
        if len(told) == before:
            break
    for f in told:
        told_of_kind = sum(t['kind'] == f['kind'] for t in told)
        wider = -NORMAL.inv_cdf(level * told_of_kind / (2 * tested[f['kind']])) / Z
        f['low'] = f['difference'] - (f['difference'] - f['low']) * wider
        f['high'] = f['difference'] + (f['high'] - f['difference']) * wider
        if f['percent']:
            f['low'], f['high'] = max(f['low'], -1), min(f['high'], 1)
    return told, len(out)


def signed(x, as_percent):
    """Percentage points without decimals, below one with one; other differences with two, from ten on with none."""
    size = abs(100 * x if as_percent else x)
    digits = f'{size:.{int(size < 1) if as_percent else 2 * int(size < 10)}f}'
    return '0' if not digits.strip('0.') else ('+' if x > 0 else '-') + digits


def same_tables(report, tables, page):
    ids = [table['id'] for table in report['tables']]
    assert sorted(ids) == sorted(tables), (ids, sorted(tables))
    assert sorted(ids) == sorted(page.tables), (ids, sorted(page.tables))
    for table in report['tables']:
        rows = tables[table['id']][1]
        assert rows[0] == table['columns'] == page.tables[table['id']][0], table['id']
        said = [['' if cell is None else cell for cell in row] for row in table['rows']]
        assert rows[1:] == said == page.tables[table['id']][1:], table['id']


def rows_of(path):
    with open(path, newline='') as file:
        return list(csv.DictReader(file))


def days_of(rows, column):
    return sorted(row[column][:10] for row in rows if row[column])


def same_base(report, tables, page, last):
    """Its people are sums of the ledger, its rows and days those of the files, and the page says the same in words."""
    rows = {(row['of'], row['what']): row for row in tables['base'][0]}
    text = ' '.join(''.join(page.words).split())
    n = {key: int(row['n']) for key, row in rows.items()}
    survey = rows_of(report['survey'])
    assert n['survey', 'rows'] == int(report['rows']) == len(survey), n
    assert n['survey', 'rows set aside'] == int(report['set_aside']), n
    for of in {of for of, _ in n}:
        why = [count for (source, what), count in n.items() if source == of and what.startswith('set aside for ')]
        assert sum(why) == n[of, 'rows set aside'], (of, why)
        for (source, what), count in n.items():
            if source == of and what.startswith('set aside for ') and len(why) <= 5:
                said = f"{count} {what.removeprefix('set aside ')}"
                assert said in text, said
    if report['date']:
        row, days = rows['survey', 'rows with a date'], days_of(survey, report['date'])
        if not int(report['set_aside']):
            assert (row['first'], row['last'], row['n']) == (days[0], days[-1], str(len(days))), row
        assert f"{row['n']} rows bear a date, {row['first']} to {row['last']}" in text, row
    if 'ledger' in tables:
        found = {row['category']: int(row['n']) for row in tables['ledger'][0] if row['of'] == 'answers'}
        matched = found['shared'] + found['matched-normalised'] + found['matched-exact']
        people = matched + found['ambiguous'] + found['roster-only'] + found['not-in-orders']
        assert n['survey', 'people who answered'] == people, (n, people)
        assert n['survey', 'people found among the customers'] == matched, (n, matched)
        assert f'{people} people, of whom {matched} were found among the customers' in text, people
    if ('orders', 'rows') in n:
        orders = rows_of(report['held_against'])
        assert n['orders', 'rows'] == len(orders), n
        column = next(name for name in ('time', 'date') if name in orders[0])
        days = days_of(orders, column)
        assert (rows['orders', 'rows']['first'], rows['orders', 'rows']['last']) == (days[0], days[-1]), days[-1]


def same_findings(report, tables, page, last):
    rows = tables['findings'][0]
    told, stood_out = choose(list(candidates(report, tables)), tables, int(report['comparisons']))
    assert stood_out == int(report['stood_out']), (stood_out, report['stood_out'])
    assert [row['finding'] for row in rows] == [f['words'] for f in told], (rows, told)
    assert len(page.findings) == len(rows)
    for row, f, (words, figures) in zip(rows, told, page.findings):
        assert row['table'] == f['table'] and row['rank'] == str(told.index(f) + 1)
        for name, near in (('difference', 6e-5), ('low', 2e-4), ('high', 2e-4), ('p', 6e-5), ('q', 6e-5)):
            assert abs(number(row, name) - f[name]) <= near * max(1, abs(f[name])), (row, name, f[name])
        for name in ('n', 'other_n'):
            assert row[name] == ('' if math.isnan(f[name]) else f'{f[name]:.0f}'), (row, name)
        assert ''.join(words) == row['finding']
        said = re.fullmatch(r'(\S+)( points)?, interval (\S+) to (\S+); n (\d+)( and (\d+))?; q (?:< )?(\S+); table (\S+)',
                            ''.join(figures).replace('−', '-'))
        assert said, figures
        assert bool(said[2]) == f['percent'] and said[5] == row['n'] and (said[7] or '') == row['other_n']
        assert said[9] == row['table'] and abs(float(said[8]) - number(row, 'q')) <= 1e-4
        for text, name in ((said[1], 'difference'), (said[3], 'low'), (said[4], 'high')):
            cell = number(row, name)
            assert text in {signed(cell + nudge, f['percent']) for nudge in (-5e-5, 0, 5e-5)}, (text, row)


def same_quotes(report, tables, page, last):
    quotes = report['quotes']
    assert len(page.quotes) == len(quotes)
    names = [question['name'] for question in report['questions']]
    for row in tables['quotes'][0]:
        place = names.index(row['question'])
        themes = [theme['n'] for theme in tables[f'themes-{place + 1}'][0] if theme['code'] == row['code']]
        quoted = sum(row['code'] in quote['codes'].split(';') for quote in quotes if int(quote['question']) == place + 1)
        assert themes == [row['n']] and int(row['quoted']) == quoted <= int(row['n']), row


def same_prose(report, tables, page):
    text = ' '.join(''.join(page.words).split())

    def says(words):
        assert words in text, words
    says(f"{os.path.basename(report['survey'])}: {report['rows']} rows, {report['set_aside']} set aside")
    hiding = int(report['min_cell']) > 1
    says(f"under {report['min_cell']} answers or people are hidden" if hiding else 'nothing is hidden for being of few')
    if 'ledger' in tables:
        answers = sum(int(row['n']) for row in tables['ledger'][0] if row['of'] == 'answers')
        assert answers == int(report['rows']), answers
    for row in tables['questions'][0]:
        assert int(row['asked']) == sum(int(row[name]) for name in ('answered', 'empty', 'no_answer')) <= int(report['rows'])
    answered = sum(int(row['answered']) for row in tables['questions'][0])
    assert answered == int(report['quotable']), (answered, report['quotable'])
    says(f"{len(report['quotes'])} of the {answered} answers that say something")
    if 'findings' in tables and report['comparisons'] != '0':
        chosen = re.search(r'How these were chosen: (.*?)Told are|Nothing stands out: (.*?) none is surer', text)[0]
        counts = re.findall(r'(\d+) (?:comparisons|are surer|is surer)', chosen)
        assert counts == [report['comparisons'], report['stood_out']][:2 if int(report['stood_out']) else 1], chosen


def same_summary(report, tables, lines):
    """NAME  110 of 771  14 % (12 to 17): a row of themes, or a mood of the quadrant."""
    place, told = 0, 0
    for line in lines:
        asked = [i for i, question in enumerate(report['questions']) if line.startswith(question['name'][:60])]
        place = asked[0] + 1 if asked and not line.startswith(' ') else place
        if line.startswith('Said against did'):
            matched, rows = map(int, re.search(r'(\d+) of (\d+) rows matched', line).groups())
            found = sum(int(row['n']) for row in tables['ledger'][0] if row['category'] in
                        ('shared', 'matched-normalised', 'matched-exact'))
            assert (matched, rows) == (found, int(report['rows'])), line
            place = 0
        figures = '' if report['counts_only'] else r' +(\d+) % \((\d+) to (\d+)\) .*'
        said = re.fullmatch(r'  (.+?) +(\d+) of (\d+)' + figures, line)
        if not said:
            continue
        told += 1
        if place:
            rows = [row for row in tables[f'themes-{place}'][0] if row['code'][:20] == said[1][:20]]
        else:
            rows = [row for row in tables['quadrant'][0] if row['mood'] == said[1] and row['outcome'] == 'stays']
        assert len(rows) == 1 and rows[0]['n'] == said[2], line
        if place:
            assert rows[0]['base'] == said[3], line
        for text, name in () if report['counts_only'] else ((said[4], 'share'), (said[5], 'low'), (said[6], 'high')):
            assert abs(int(text) - 100 * number(rows[0], name)) <= 0.51, line
    assert told or report['counts_only'], 'the summary tells no share'


# How tables are made anew, or held against those that filters write; of these a filter writes wave alone.
TRACES = {'base': same_base, 'findings': same_findings, 'quotes': same_quotes, 'wave': same_wave,
          'claim-verdicts': same_claim_verdicts, 'claim-quotes': same_claim_quotes}


def read_report(path):
    with open(path) as file:
        return json.load(file, parse_float=str, parse_int=str)


report, last = read_report(sys.argv[1]), read_report(sys.argv[6]) if len(sys.argv) > 6 else None
tables, page = read_tables(sys.argv[2]), Page()
with open(sys.argv[3]) as file:
    page.feed(file.read())
same_tables(report, tables, page)
as_filters(report, tables, sys.argv[5])
for kind in sorted({table['kind'] for table in report['tables']} & set(TRACES)):
    TRACES[kind](report, tables, page, last)
assert report['counts_only'] == ('findings' not in tables), 'findings'
assert bool(last) == any(table['kind'] == 'wave' for table in report['tables']), 'the last report'
same_prose(report, tables, page)
with open(sys.argv[4]) as file:
    same_summary(report, tables, file.read().splitlines())
