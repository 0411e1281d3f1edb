"""The page as a person has it before them: phones to press and to write on, the stage above them."""

from dataclasses import dataclass

from playwright.async_api import Locator, Page

from bot.texts.say import label
from demo.show import Show


@dataclass(frozen=True)
class Phone:
    """One person's phone on the page."""

    element: Locator

    def button(self, key: str) -> Locator:
        """The newest button under a message whose label is button.<key>."""
        return self.element.get_by_role("article").get_by_role("button", name=label(f"button.{key}"), exact=True).last

    def said(self, words: str) -> Locator:
        """The newest message with these words."""
        return self.element.get_by_role("article").filter(has_text=words).last

    @property
    def field(self) -> Locator:
        return self.element.get_by_role("textbox")

    async def press(self, key: str) -> None:
        await self.button(key).click()

    async def write(self, words: str) -> None:
        await self.field.fill(words)
        await self.field.press("Enter")


@dataclass(frozen=True)
class Desk:
    page: Page
    show: Show

    def phone(self, key: str) -> Phone:
        """By the key of the person in the master data."""
        name = self.show.stage.people[key].name
        return Phone(self.page.get_by_role("region", name=name, exact=True))

    @property
    def stage(self) -> Locator:
        return self.page.get_by_role("region", name="Panggung")

    def step(self, number: int) -> Locator:
        """One of the thirteen on the strip."""
        return self.stage.get_by_role("listitem").filter(has_text=f"Langkah {number}:")

    async def open(self, title: str) -> Locator:
        """Opens a drawer by its button in the head of the page."""
        await self.page.get_by_role("button", name=title, exact=True).click()
        return self.page.get_by_role("region", name=title)

    async def hand_out_forms(self) -> None:
        """Steps 1 to 4, one tap each."""
        await self.move("Ke pengingat berikutnya")
        for who, press in (("sekretaris", "order"), ("kasubag-keu", "prepare"), ("kasubag-keu", "instruct")):
            await self.phone(who).press(press)
        await self.phone("staf").press("distribute")

    async def move(self, label: str) -> None:
        """Presses one of the buttons beside the clock."""
        await self.stage.get_by_role("button", name=label, exact=True).click()
