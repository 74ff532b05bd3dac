"""A sentence with its tree, its actors and its claims: the questions that framing asks of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from comity.records import ActorRef, Annotation, Claim, Mention, Span, Word

_OWNERS = ("of", "in", "from", "by")
_RELATIVE = ("who", "which", "that", "whom")
_INSIDE = ("det", "amod", "compound", "flat", "nmod:poss", "nummod", "case", "punct", "nmod:desc", "goeswith", "fixed")
_AGAINST = ("against", "of", "for", "from", "into", "about", "over")
_APPEALS = ("call", "appeal", "press", "plead", "lean", "prevail")
_LONG = 80  # code points of a coordination that is still one agent to read
_MOST = 40  # steps up or down a tree; a bound on damaged ones


class Tree:
    """One annotated sentence. Word positions are indices into ``words``; mentions are looked up by their offsets."""

    __slots__ = ("_mentions", "annotation", "children", "claims", "words")

    def __init__(self, annotation: Annotation, mentions: Iterable[Mention] = (), claims: Sequence[Claim] = ()) -> None:
        self.annotation = annotation
        self.words: tuple[Word, ...] = annotation.words
        self.children = annotation.children()
        self.claims = tuple(claims)
        self._mentions: dict[int, Mention] = {}
        for mention in mentions:
            if (head := self._head_of(mention)) is not None:
                self._mentions.setdefault(head, mention)

    def _head_of(self, mention: Mention) -> int | None:
        """Return the head of a mention; by its offsets where another model has split or parsed the sentence otherwise."""
        i = mention.head
        if 0 <= i < len(self.words) and mention.start <= self.words[i].start < mention.end:
            return i
        inside = self.within(mention.start, mention.end)
        return self.top(inside) if inside else None

    def within(self, start: int, end: int) -> list[int]:
        """Return the words that begin between two code points of the document."""
        return [i for i, w in enumerate(self.words) if start <= w.start < end]

    def top(self, some: Sequence[int]) -> int:
        """Return the first of the words that no other of them governs."""
        return next((i for i in some if self.words[i].head not in some), some[0])

    def mention(self, i: int) -> Mention | None:
        """Return the mention that a word heads."""
        return self._mentions.get(i)

    def relation(self, i: int) -> str:
        """Return the relation of a word without its subtype."""
        return self.words[i].deprel.split(":")[0]

    def below(self, i: int, *deprels: str) -> list[int]:
        """Return the dependents with one of the relations; one without a subtype stands for all of its subtypes."""
        return [c for c in self.children[i] if self.words[c].deprel in deprels or self.relation(c) in deprels]

    def chain(self, i: int) -> Iterator[int]:
        """Yield a word and its governors up to the root."""
        for _ in range(_MOST):
            if i < 0:
                return
            yield i
            i = self.words[i].head

    def case(self, i: int) -> str:
        """Return the lower-case preposition in front of a phrase, the last one of several; empty for none."""
        found = [self.words[c].text.lower() for c in self.below(i, "case") if self.words[c].upos != "PART"]
        return found[-1] if found else ""

    def passive(self, i: int) -> bool:
        """Tell whether a verb is in the passive: by its auxiliary or subject, or as a bare participle that shares them."""
        if self.below(i, "aux:pass", "nsubj:pass", "csubj:pass"):
            return True
        word, relation = self.words[i], self.relation(i)
        text = word.text.lower()
        participle = not text.endswith("ing") and text != word.lemma.lower()
        if word.deprel == "amod" or (word.deprel != "acl:relcl" and relation == "acl"):
            return participle and not self.below(i, "obj", "aux")
        if relation == "advcl" and not self.below(i, "nsubj", "obj", "aux"):
            return participle
        if relation == "conj" and word.head >= 0 and not self.below(i, "nsubj", "obj", "aux"):
            return participle and self.words[word.head].upos == "VERB" and self.passive(word.head)
        return False

    def agents(self, i: int) -> list[int]:
        """Return the "by" phrases of a passive; those of time and manner ("by Friday", "by sending") are none."""
        marked = self.below(i, "obl:agent")
        found = marked or [c for c in self.below(i, "obl") if self.case(c) == "by"]
        named = [c for c in found if self.words[c].upos in ("NOUN", "PROPN", "PRON")]
        return named if marked else [c for c in named if self.words[c].deprel != "obl:unmarked"]

    def subject(self, i: int) -> int | None:
        """Return the word that names who does what the predicate ``i`` says, where the sentence has one, else None."""
        return self._subject(i, 0)

    def _subject(self, i: int, depth: int) -> int | None:
        if depth > 6:
            return None
        if own := self.below(i, "nsubj", "csubj"):
            return self._antecedent(own[0], i)
        head, relation = self.words[i].head, self.relation(i)
        if head < 0:
            return None
        if relation == "conj":
            return self._subject(head, depth + 1)
        if relation == "xcomp":
            return self._controller(head, depth)
        if relation == "acl":
            return self._of_noun(i, head, depth)
        if relation == "advcl":
            if any(self.words[c].text.lower() in _AGAINST for c in self.below(i, "mark", "case")):
                return self._controller(head, depth)  # "accused X of supplying"
            if self.passive(head):
                return next(iter(self.agents(head)), None) or self._subject(head, depth + 1)
            return self._subject(head, depth + 1)
        return None

    def _controller(self, head: int, depth: int) -> int | None:
        objects = self.below(head, "iobj") or self.below(head, "obj")  # "invited him to visit": either, by treebank
        if objects and not self.passive(head):
            return objects[0]
        asked = [c for c in self.below(head, "obl") if self.case(c) in ("on", "upon", "to", "with")]
        if asked and self.words[head].lemma.lower() in _APPEALS:  # "called on X to stop"
            return asked[0]
        return self._subject(head, depth + 1)

    def _of_noun(self, i: int, noun: int, depth: int) -> int | None:
        """The subject of "the plane that hit", "a man carrying", "his plan to strike", "his part in killing"."""
        if self.words[i].deprel == "acl:relcl":
            return noun
        if self.below(i, "mark", "case"):
            owners = self.below(noun, "nmod:poss") or [c for c in self.below(noun, "nmod") if self.case(c) in ("by", "of")]
            if owners:
                return owners[0]
            verb = self.words[noun].head
            if verb >= 0 and self.relation(noun) == "obj" and self.words[verb].upos == "VERB":
                return self._subject(verb, depth + 1)
            charged = any(self.words[c].text.lower() == "for" for c in self.below(i, "mark", "case"))
            return noun if charged and self.actors(noun) else None  # "a judge, for abusing her office"
        return noun

    def _antecedent(self, word: int, predicate: int) -> int:
        """Return the noun that a relative pronoun stands for; other words stand for themselves."""
        if self.words[word].lemma.lower() in _RELATIVE:
            for at in self.chain(predicate):
                if self.words[at].deprel == "acl:relcl" and self.words[at].head >= 0:
                    return self.words[at].head
        return word

    def actors(self, i: int, depth: int = 0) -> tuple[ActorRef, ...]:
        """Return the actors that the phrase of a word stands for, or to which it belongs ("Russia's artillery")."""
        mention = self.mention(i)
        if mention is not None and mention.refs:
            return mention.refs
        if depth > 2:
            return ()
        for c in self.children[i]:
            deprel = self.words[c].deprel
            owner = deprel in ("nmod:poss", "amod", "compound", "appos", "nmod:desc", "flat") or (
                self.relation(c) == "nmod" and self.case(c) in _OWNERS
            )
            if owner and (found := self.actors(c, depth + 1)):
                return found
        return ()

    def phrases(self, i: int, text: str) -> Span:
        """Return a phrase with those that are coordinated with it ("Moscow and Pyongyang"), as code points."""
        first = self.phrase(i, text)
        own = self.actors(i)
        others = [c for c in self.below(i, "conj") if not own or self.actors(c) not in ((), own)]  # no second title of one man
        last = max((self.phrase(c, text).end for c in others), default=first.end)
        if not first.end < last <= first.start + _LONG:
            return first
        return Span(text[first.start : last], first.start, last)

    def phrase(self, i: int, text: str) -> Span:
        """Return the words of a phrase around its head, without clauses and phrases behind it, as code points."""
        mention = self.mention(i)
        if mention is not None and mention.first <= i <= mention.last:
            return Span(mention.text, mention.start, mention.end)
        first = last = i
        inside = {i, *(c for c in self.children[i] if self.words[c].deprel in _INSIDE and self.relation(c) != "case")}
        while first - 1 in inside or (first > 0 and self.words[first - 1].head in inside and self._left(first - 1)):
            first -= 1
            inside.add(first)
        while last + 1 in inside and self.words[last + 1].upos != "PUNCT":
            last += 1
        start, end = self.words[first].start, self.words[last].end
        return Span(text[start:end], start, end)

    def _left(self, i: int) -> bool:
        return self.words[i].deprel in _INSIDE and self.relation(i) != "case"
