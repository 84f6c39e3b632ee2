"""The one application of Qt, in Chinese: the window's, and that of a paper printed without one."""

import sys

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from safety_desk.paths import resources
from safety_desk.ui.chinese import Gaps


def make_application(arguments: list[str] | None = None) -> QApplication:
    """The application in Chinese; the one that is there already, where there is one."""
    there = QApplication.instance()
    if isinstance(there, QApplication):
        return there
    given = arguments if arguments is not None else sys.argv[:1]
    application = QApplication([*(given or ["safety-desk"]), "-style", "Fusion"])  # the same on every Windows
    application.setApplicationName("安全台账")
    application.setWindowIcon(QIcon(str(resources() / "icons" / "program.svg")))
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    speak_chinese(application)
    return application


def speak_chinese(application: QApplication) -> None:
    """Standard dialogs and buttons in Chinese too."""
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name in ("qtbase_zh_CN", "qt_zh_CN"):
        translator = QTranslator(application)
        if translator.load(name, folder):
            application.installTranslator(translator)
    application.installTranslator(Gaps(application))
